/** What replies to a change say beside what was saved. */
import { z } from 'zod'

/** What was done as asked, and may not have been meant. */
export const warning = z.object({
  pointer: z.string().describe('JSON Pointer to what it is about'),
  code: z.enum(['languages-dropped', 'no-end-labels', 'new-series', 'back-to-default']),
  detail: z.string().describe('In a sentence, for people'),
})

export const warnings = z.array(warning).describe('What may not have been meant; empty where all seems well')

export type Warning = z.output<typeof warning>
