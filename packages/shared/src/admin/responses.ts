/** What was answered: `GET /v1/responses`. */
import { z } from 'zod'
import { channel, flag, layout, metric, segment, touchpointKey } from '../contract/vocabulary.ts'
import { time } from './page.ts'
import { yesOrNo } from './slice.ts'

/** One response as it stands. */
export const response = z.object({
  id: z.uuid(),
  touchpoint: touchpointKey,
  surveyId: z.uuid(),
  rulesId: z.uuid(),
  seq: z.int(),
  metric,
  score: z.int().nullable(),
  segment: segment.nullable(),
  reasons: z.array(z.string()),
  comment: z.string().nullable(),
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  respondent: z.string().nullable(),
  verified: z.boolean(),
  channel,
  locale: z.string().nullable(),
  page: z.string().nullable(),
  layout: layout.nullable(),
  flags: z.array(flag),
  test: z.boolean(),
  shownAt: time,
  answeredAt: time.nullable(),
  commentedAt: time.nullable(),
  dismissedAt: time.nullable(),
  changedAt: time,
  receivedAt: time,
})

/** `GET /v1/responses`: newest showing first, a page at a time. */
export const responsesQuery = z.strictObject({
  touchpoint: touchpointKey.optional(),
  answered: yesOrNo.optional().describe('Only those with a score, or only those without'),
  commented: yesOrNo.optional(),
  flagged: yesOrNo.optional().describe('Only those with a flag, or only those without any'),
  flag: flag.optional().describe('Only those with this flag'),
  test: yesOrNo.optional().describe('Only test responses, or none; both where it is left out'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(200).optional().describe('`next` of the page before'),
})

export const responsePage = z.object({
  responses: z.array(response),
  next: z.string().nullable().describe('The cursor of the next page; null on the last one'),
})

export type Response = z.output<typeof response>
export type ResponsesQuery = z.output<typeof responsesQuery>
