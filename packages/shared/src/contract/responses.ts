/** What the widget posts, `POST /v1/responses`, and what it hears back. */
import { z } from 'zod'
import {
  channel,
  identityFits,
  layout,
  limits,
  locale,
  metadata,
  name,
  pageFits,
  text,
  uuid,
} from './vocabulary.ts'

/** How old something is at the moment of sending, in milliseconds: clocks differ, ages agree. */
const ago = z.int().min(0)

/** One response's whole state so far, as one item of a post. What a state leaves out is cleared. */
export const responseState = z.object({
  id: uuid,
  seq: z.int().min(1).max(1_000_000).describe("Counts this response's states; the highest wins"),
  surveyId: uuid,
  rulesId: uuid,
  respondent: text(1, 128).optional().describe('Opaque id of who was asked, given by the site or random'),
  identity: z
    .string()
    .refine(identityFits, 'must be at most 2 KiB')
    .optional()
    .describe('A JWT that vouches for the respondent'),
  channel: channel.default('web'),
  locale: locale.optional().describe('The language the survey was shown in'),
  page: z
    .string()
    .refine(pageFits, 'must be at most 1 KiB')
    .optional()
    .describe('Address of the page; only its origin and path are kept'),
  metadata: metadata.optional(),
  layout: layout.optional().describe('How the scale was laid out'),
  test: z.boolean().default(false).describe('Left out of every score'),
  shownAgoMs: ago.describe('Since it was shown'),
  answeredAgoMs: ago.optional().describe('Since the first score was given, also where it was taken back'),
  changedAgoMs: ago.describe('Since this state came about'),
  score: z.int().min(0).max(10).optional(),
  reasons: z.array(name).max(8).optional(),
  comment: text(1, limits.commentCodePoints).optional(),
  dismissed: z.boolean().default(false).describe('Closed without a score'),
  closed: z.boolean().default(false).describe('Nothing more will follow from the respondent'),
})

/** A post's envelope. Its items are checked one by one, so that a bad one costs only itself. */
export const responsesBody = z.strictObject({
  key: z.string().max(128).optional().describe('Publishable key; left out with a secret key as Bearer'),
  responses: z.array(z.unknown()).min(1).max(limits.responses),
})

/** Why one response of a post was not stored. All are final: sending it again gets the same answer. */
export const rejectionCode = z.enum([
  'validation-failed',
  'unknown-survey',
  'unknown-rules',
  'survey-replaced',
  'out-of-scale',
  'unknown-reason',
  'identity-required',
  'id-conflict',
  'too-old',
  'too-late',
  'gone',
])

/** What became of one item, in the order of the request. `id` is null where the item had none to repeat. */
export const responseResult = z.object({
  id: z.string().nullable(),
  status: z.enum(['stored', 'unchanged', 'rejected']),
  code: rejectionCode.optional().describe('With status rejected'),
  pointer: z.string().optional().describe('JSON Pointer to the field that was refused'),
})

export const responsesReply = z.object({ results: z.array(responseResult) })

export type ResponseState = z.output<typeof responseState>
/** A state as it is sent: what has a default may be left out. */
export type ResponseStateInput = z.input<typeof responseState>
export type ResponseResult = z.infer<typeof responseResult>
export type ResponsesReply = z.infer<typeof responsesReply>
export type RejectionCode = z.infer<typeof rejectionCode>
