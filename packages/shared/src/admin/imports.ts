/** Responses that were collected elsewhere: `/v1/imports`. */
import { z } from 'zod'
import {
  channel,
  limits,
  locale,
  metadata,
  pageFits,
  text,
  touchpointKey,
  uuid,
} from '../contract/vocabulary.ts'
import { time } from './page.ts'
import { mostTags, tag } from './responses.ts'
import { yesOrNo } from './slice.ts'

/** The most rows of one request. */
export const rowsAtOnce = 500

/** Where responses were collected, as whoever imports them calls it. */
export const importSource = z
  .string()
  .regex(/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/)
  .max(40)
  .describe('lower-case letters and digits, in parts joined by . _ or -, up to 40: delighted, survey-2023')

/** One response that was given elsewhere. Checked one by one, so that a bad row costs only itself. */
export const importedRow = z.strictObject({
  id: text(1, 200).describe('What the other tool calls it: with the same id it is the same response'),
  answeredAt: z.iso
    .datetime({ offset: true })
    .describe('When it was given (RFC 3339, with an offset); it counts as shown then, too'),
  score: z.int().min(0).max(10),
  comment: text(1, limits.commentCodePoints).optional(),
  respondent: text(1, 128).optional().describe('Who answered, by the id that the site gives them'),
  channel: channel.default('web'),
  locale: locale.optional(),
  page: z.string().refine(pageFits, 'must be at most 1 KiB').optional(),
  metadata: metadata.optional(),
  tags: z.array(tag).max(mostTags.response).optional(),
})

/** `POST /v1/imports`. */
export const importInput = z
  .strictObject({
    touchpoint: touchpointKey,
    source: importSource,
    surveyId: uuid
      .optional()
      .describe(
        'A survey of the touchpoint that asked the same question: scores are pooled within its series. Left out, ' +
          'the one that is asked now',
      ),
    rows: z.array(z.unknown()).min(1).max(rowsAtOnce),
  })
  .meta({
    examples: [
      {
        touchpoint: 'checkout.payment',
        source: 'delighted',
        rows: [
          {
            id: '10293847',
            answeredAt: '2025-11-02T14:03:11Z',
            score: 9,
            comment: 'Quick.',
            channel: 'email',
            tags: ['checkout'],
          },
        ],
      },
    ],
  })

export const importQuery = z.strictObject({
  dryRun: yesOrNo.default(false).describe('Whether only to tell what would become of the rows'),
})

/** Why a row was not imported. All are final: sending it again gets the same answer. */
const rejection = z.enum(['validation-failed', 'out-of-scale', 'in-the-future', 'too-old', 'gone'])

const without = z.enum(['response', 'comment', 'metadata', 'tags', 'count'])

/** What became of one row, in the order of the request. */
const result = z.object({
  id: z.string().nullable().describe('That of the row; null where it has none to repeat'),
  status: z
    .enum(['stored', 'unchanged', 'rejected'])
    .describe('unchanged: it was imported before, and stays as it is'),
  code: rejection.optional().describe('With status rejected'),
  pointer: z.string().optional().describe('JSON Pointer to the field that was refused'),
  without: z
    .array(without)
    .optional()
    .describe(
      'What of a stored row is left out. response: it is older than responses are kept, and only counted. comment: it ' +
        'is older than comments are kept. metadata: keys that the touchpoint does not take, or that are masked. tags: ' +
        'there are too many. count: the respondent answered shortly before or after, and the project counts one answer',
    ),
})

export const importReply = z.object({
  surveyId: z.uuid().describe('The survey that the responses name: the first of its series'),
  keeps: z
    .object({ responsesFrom: time, commentsFrom: time })
    .describe('From when responses and comments are kept, by the retention of the project'),
  results: z.array(result),
})

/** What was imported from one source into one touchpoint. */
const imported = z.object({
  id: z.uuid(),
  touchpoint: touchpointKey,
  source: importSource,
  surveyId: z.uuid(),
  createdAt: time,
  rows: z.int().describe('How many were imported, those too of which retention or an erasure left nothing'),
  from: time.nullable().describe('The hour of the first that counts'),
  to: time.nullable().describe('The hour of the last'),
})

export const importList = z.object({ imports: z.array(imported) })

/** `DELETE /v1/imports/{id}`. */
export const importRemoved = z.object({
  rows: z.int().describe('How many rows were removed'),
  left: z.int().describe('How many are left: go on until there are none'),
})

export type ImportReply = z.output<typeof importReply>
export type ImportResult = z.output<typeof result>
export type ImportInput = z.output<typeof importInput>
