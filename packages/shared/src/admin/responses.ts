/** What was answered, and what the team made of it: `GET /v1/responses` and what belongs to it. */
import { z } from 'zod'
import { channel, flag, layout, metric, segment, text, touchpointKey } from '../contract/vocabulary.ts'
import { day, timeZone } from './days.ts'
import { isSnapshot } from './isSnapshot.ts'
import { time } from './page.ts'
import { slice, yesOrNo } from './slice.ts'

/** The most tags that a response may have, and a project. */
export const mostTags = { response: 20, project: 500 } as const

/** A word of the team's own for responses; the same in upper and lower case. */
export const tag = text(1, 40)
  .refine(value => /[^\s]/u.test(value) && !/\p{Cc}/u.test(value), 'must be a text of visible characters')
  .transform(value => value.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase())

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
  importedFrom: z
    .string()
    .nullable()
    .describe('Where it was collected, of one that was imported: `rulesId` is its import then'),
  shownAt: time,
  answeredAt: time.nullable(),
  commentedAt: time.nullable(),
  dismissedAt: time.nullable(),
  changedAt: time,
  receivedAt: time,
  tags: z.array(z.string()).describe('What the team calls it, in the order of the alphabet'),
  read: z
    .boolean()
    .nullable()
    .describe('Whether somebody of the team has read what the comment says now; null without a comment'),
})

/** What had come at a moment, as Postgres tells it: exact also for what is stored while it is read. */
const asOf = z.string().max(30_000).refine(isSnapshot, 'must be `asOf` of the list, as it was given')

const score = z.coerce.number().int().min(0).max(10)

/** Which responses: those with all that is named. */
export const responseFilters = slice.extend({
  touchpoint: touchpointKey.optional(),
  answered: yesOrNo.optional().describe('Only those with a score, or only those without'),
  commented: yesOrNo.optional(),
  scoreFrom: score.optional().describe('Only those with this score or a higher one'),
  scoreTo: score.optional().describe('Only those with this score or a lower one'),
  segment: segment.optional(),
  flag: flag.optional().describe('Only those with this flag'),
  test: yesOrNo.optional().describe('Only test responses, or none; both where it is left out'),
  imported: yesOrNo.optional().describe('Only those that were imported, or only those that were given here'),
  tag: tag.optional(),
  read: yesOrNo.optional().describe('Only comments that somebody of the team has read, or only the others'),
  words: text(1, 200)
    .optional()
    .describe(
      'Only comments with all of these words, in their own language; "a phrase", -not, this or that. Accents may be ' +
        'left out',
    ),
  from: day.optional().describe('The first day of showing'),
  to: day.optional().describe('The last day of showing'),
  timeZone: timeZone
    .optional()
    .describe("a time zone's name (IANA): Europe/Stockholm; the project's where it is left out"),
})

/** `GET /v1/responses`: newest showing first, a page at a time. */
export const responsesQuery = responseFilters.extend({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(200).optional().describe('`next` of the page before'),
})

/** A part of a comment, in characters (code points): from the first, up to the one after the last. */
const match = z.object({ from: z.int(), to: z.int() })

export const responsePage = z.object({
  asOf: z.string().describe('What had come when it was read, for `POST /v1/responses/read`'),
  responses: z.array(
    response.extend({
      matches: z
        .array(match)
        .nullable()
        .describe(
          'Where the words are in the comment, in code points, `to` not included; null without `words`',
        ),
    }),
  ),
  next: z.string().nullable().describe('The cursor of the next page; null on the last one'),
  lookedBackTo: time
    .nullable()
    .describe(
      'How far back was looked for responses with all that is asked for, where the page is not full for there are ' +
        'too many to look at in one request: go on with `next`',
    ),
})

/** `POST /v1/responses/read`: comments that are read, by the filters of the query. */
export const markRead = z
  .strictObject({
    asOf: asOf.describe('`asOf` of the list that was seen: what came or changed later stays unread'),
  })
  .meta({ examples: [{ asOf: '812:812:' }] })

export const markedRead = z.object({
  responses: z.int().describe('How many were marked, up to 1,000'),
  next: z.string().nullable().describe('The cursor to go on with; null where all are marked'),
})

/** `PUT /v1/responses/{id}/read`. */
export const readQuery = z.strictObject({
  seq: z.coerce
    .number()
    .int()
    .min(1)
    .max(2_147_483_647)
    .optional()
    .describe('`seq` of the response as it was seen: 412 `conflict-version` where it changed since'),
})

export const tagList = z.object({
  tags: z
    .array(z.object({ tag: z.string(), responses: z.int() }))
    .describe('In the order of the alphabet, each with how many responses have it'),
})

/** How many responses were or would be deleted, or lost a tag. */
export const affected = z.object({ responses: z.int() })

/** `DELETE /v1/test-responses`. */
export const testsDeleted = affected.extend({
  left: z.int().describe('How many are left: go on until there are none'),
})

export type TestsDeleted = z.output<typeof testsDeleted>
export type Response = z.output<typeof response>
export type ResponseFilters = z.output<typeof responseFilters>
export type ResponsesQuery = z.output<typeof responsesQuery>
export type ResponsePage = z.output<typeof responsePage>
