/** Why nobody is asked, and `POST /v1/eligibility`, which asks the service. */
import { z } from 'zod'
import { identityFits, metadata, text, touchpointKey } from './vocabulary.ts'

/** Why nobody is asked; `docs/widget.md` explains each. */
export const quietReason = z.enum([
  'no-survey',
  'paused',
  'origin-not-allowed',
  'no-consent',
  'not-in-audience',
  'answered-recently',
  'dismissed-recently',
  'shown-recently',
  'already-asked',
  'budget-spent',
  'not-sampled',
  'already-open',
  'no-room',
])

/** `POST /v1/eligibility`: whether a respondent may be asked here now, on whatever device. */
export const eligibilityBody = z.strictObject({
  key: z.string().max(128).optional().describe('Publishable key; left out with a secret key as Bearer'),
  touchpoint: touchpointKey,
  respondent: text(1, 128),
  identity: z.string().refine(identityFits, 'must be at most 2 KiB').optional(),
  metadata: metadata.optional().describe('For a touchpoint that asks once per value of a metadata key'),
})

export const eligibilityReply = z.object({
  reason: quietReason.nullable().describe('Why not; null where it may be asked'),
})

export type QuietReason = z.infer<typeof quietReason>
export type EligibilityBody = z.output<typeof eligibilityBody>
export type EligibilityReply = z.infer<typeof eligibilityReply>
