/** By what a project's responses can be told apart: `GET /v1/slices`. */
import { z } from 'zod'
import { channel, touchpointKey } from '../contract/vocabulary.ts'

export const slicesQuery = z.strictObject({ touchpoint: touchpointKey.optional() })

const responses = z.int().describe('How many of those looked at')

export const slicesReply = z.object({
  of: z.int().describe('How many responses were looked at: the newest, up to 2,000'),
  channels: z.array(z.object({ value: channel, responses })).describe('The most frequent first'),
  locales: z
    .array(z.object({ value: z.string(), responses }))
    .describe('The languages they were shown in, the most frequent first'),
  metadata: z
    .array(
      z.object({
        key: z.string(),
        responses: z.int().describe('How many of those looked at have it'),
        distinct: z.int().describe('How many values it has there'),
        quartiles: z
          .array(z.number())
          .nullable()
          .describe('Of those that are numbers, for `bounds`; null where none is'),
        values: z
          .array(z.object({ value: z.union([z.string(), z.number(), z.boolean()]), responses }))
          .describe('The most frequent, up to 20'),
      }),
    )
    .describe('The most frequent first, up to 50'),
})

export type SlicesReply = z.output<typeof slicesReply>
