/** What to expect of a sample: `GET /v1/touchpoints/{key}/forecast`. */
import { z } from 'zod'
import { metric } from '../contract/vocabulary.ts'
import { time } from './page.ts'

export const forecastQuery = z.strictObject({
  sampleRate: z.coerce.number().gt(0).max(1).optional().describe('Absent is that of the rules in force'),
})

const expected = z.object({
  answers: z.number().describe('About so many'),
  interval: z
    .object({ low: z.number(), high: z.number() })
    .nullable()
    .describe('The 95 % interval that the score would have, were it as it has been; null of too few'),
})

/** An extrapolation of the last 28 days to another sample rate; null where that can't be told. */
export const forecast = z.object({
  sampleRate: z.number(),
  cannotTell: z
    .enum(['no-survey', 'too-short', 'too-few'])
    .nullable()
    .describe(
      'Why: nothing is asked; it was shown for less than 7 days; it has fewer than 30 showings or 5 answers',
    ),
  basis: z
    .object({
      metric,
      from: time,
      to: time,
      shown: z.number(),
      answered: z.number(),
      estimatedEligible: z.number().describe('Showings, each by 1/sampleRate'),
      score: z.number().nullable(),
    })
    .nullable()
    .describe('What it was made from'),
  week: expected.nullable().describe('In 7 days'),
  fourWeeks: expected.nullable().describe('In 28 days'),
})

export type Forecast = z.output<typeof forecast>
