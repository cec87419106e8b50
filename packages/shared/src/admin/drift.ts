/** Where metadata are not as a touchpoint takes them: `GET /v1/touchpoints/{key}/drift`. */
import { z } from 'zod'

export const driftKind = z.enum(['missing', 'undeclared', 'wrong-type'])

export const driftQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(30).default(7).describe('How many days back, today included'),
})

/** One day, by UTC, on which responses came that name the touchpoint. */
const driftDay = z.object({
  day: z.iso.date(),
  responses: z.int().describe('Responses whose metadata were looked at: each once, by its first state'),
  drift: z
    .array(
      z.object({
        kind: driftKind.describe(
          'A declared key did not come; a key is not declared; a key is of another type',
        ),
        key: z
          .string()
          .nullable()
          .describe('null stands for all undeclared keys beyond the first 50 names of the day'),
        responses: z.int().describe('In how many of them'),
      }),
    )
    .describe('The most frequent first'),
})

export const touchpointDrift = z.object({ days: z.array(driftDay).describe('The latest first') })

export type DriftKind = z.infer<typeof driftKind>
