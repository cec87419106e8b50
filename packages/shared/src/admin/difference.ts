/** How one version of what a touchpoint asks differs from another: `GET /v1/touchpoints/{key}/difference`. */
import { z } from 'zod'
import { uuid } from '../contract/vocabulary.ts'
import { note } from './touchpoints.ts'

/** Two surveys of a touchpoint, or two of its rules. */
export const differenceQuery = z.strictObject({
  from: uuid.describe('The id of a survey, or of rules'),
  to: uuid.describe('The id of another of the same kind'),
})

/** One part that is not the same: added where it has no `before`, gone where it has no `after`. */
export const change = z.object({
  part: z.enum(['survey', 'rules', 'metadata']),
  pointer: z.string().describe('JSON Pointer within the part: `/locales/sv/question`'),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
})

export const difference = z.object({
  changes: z
    .array(change)
    .describe('In the order of the survey, then of the rules; a list is told as a whole'),
})

/** Publishes an older version anew: `POST /v1/touchpoints/{key}/restore`. */
export const restoreInput = z
  .strictObject({
    surveyId: uuid.optional(),
    rulesId: uuid.optional(),
    note: note.optional(),
  })
  .refine(
    ({ surveyId, rulesId }) => (surveyId === undefined) !== (rulesId === undefined),
    'must have either surveyId or rulesId',
  )

export type Change = z.output<typeof change>
export type RestoreInput = z.output<typeof restoreInput>
