/** What a project's touchpoints score: `GET /v1/scores`. */
import { z } from 'zod'
import { metric, name, segment, touchpointKey } from '../contract/vocabulary.ts'
import { day, isDay, textOf, timeZone } from './days.ts'
import { time } from './page.ts'
import { slice, yesOrNo } from './slice.ts'

/** The most touchpoints that one request may name. */
const touchpointsAtOnce = 100

const touchpointKeys = textOf(
  `keys of touchpoints with commas between, up to ${touchpointsAtOnce}: checkout.payment,order.delivered`,
  list => {
    const keys = list.split(',')
    return keys.length <= touchpointsAtOnce && keys.every(key => touchpointKey.safeParse(key).success)
  },
).transform(list => [...new Set(list.split(','))])

const comparison = textOf(
  'previous-period, year-before, or the first and the last day: 2026-01-01/2026-01-31',
  value => {
    const days = value.split('/')
    return ['previous-period', 'year-before'].includes(value) || (days.length === 2 && days.every(isDay))
  },
)

const inMetadata = 'metadata.'
const metadataKey = textOf(
  'metadata. and a key of the metadata: metadata.paymentMethod',
  value => value.startsWith(inMetadata) && name.safeParse(value.slice(inMetadata.length)).success,
).transform(value => value.slice(inMetadata.length))

const mostBounds = 20

const bounds = textOf(
  `up to ${mostBounds} numbers with commas between, each above the one before: 50,100,200`,
  list => {
    const numbers = list.split(',').map(Number)
    return (
      numbers.length <= mostBounds &&
      /^-?[\d.]+(?:,-?[\d.]+)*$/.test(list) &&
      numbers.every(
        (each, at) => Number.isFinite(each) && each > (numbers[at - 1] ?? Number.NEGATIVE_INFINITY),
      )
    )
  },
).transform(list => list.split(',').map(Number))

/** `GET /v1/scores`. Days are days of `timeZone`, first and last included. */
export const scoresQuery = slice.extend({
  touchpoint: touchpointKeys.optional(),
  from: day.optional(),
  to: day.optional(),
  timeZone: timeZone
    .optional()
    .describe("a time zone's name (IANA): Europe/Stockholm; the project's where it is left out"),
  interval: z.enum(['none', 'day', 'week', 'month']).default('none').describe('Weeks begin on Monday'),
  compareTo: comparison.optional(),
  by: metadataKey.optional(),
  values: z.coerce
    .number()
    .int()
    .min(1)
    .max(50)
    .optional()
    .describe('How many values of `by` have a group of their own, the most shown first; default 10'),
  bounds: bounds
    .optional()
    .describe('Puts the numbers of `by` into ranges, each from one of these to below the next'),
  answerTime: yesOrNo.default(false).describe('Whether to tell the median time from showing to answer'),
})

const interval = z
  .object({ low: z.number(), high: z.number() })
  .nullable()
  .describe('The 95 % interval, in the unit of the score; null where there are too few to tell')

const count = z.int()
const score = z
  .number()
  .nullable()
  .describe(
    'Unrounded: nps -100..100, stars 1..5, others the percentage in the top band; null where nobody answered',
  )

/** What is told of any part of the answers. */
const told = z.object({
  n: count.describe('How many answered'),
  imported: count.describe('How many of them were imported: they were asked elsewhere'),
  score,
  interval,
  early: z.boolean().describe('Fewer than 30 answers: the figure may change much'),
  withheld: z
    .boolean()
    .describe('Fewer than 5 answers of a slice by metadata: how many is told, no score and no distribution'),
  complete: z.boolean().describe('Whether the responses of all its time are still there: see `rowsFrom`'),
})

const funnel = z
  .object({
    estimatedEligible: z.number().describe('An estimate: the sum of 1/sampleRate over the showings'),
    shown: count,
    answered: count,
    commented: count,
    dismissed: count,
    ignored: count.describe('Neither answered nor dismissed'),
    responseRate: z.number().nullable().describe('Answered of shown, in percent'),
    responseRateInterval: interval,
  })
  .nullable()
  .describe(
    'Of what was shown here: imported answers are not in it. null where showings without an answer are deleted already: see `rowsFrom`',
  )

/** What is told of an entry, and of each group of it. */
const figure = told.extend({
  distribution: z
    .array(z.object({ score: z.int(), count }))
    .nullable()
    .describe('How many gave each answer of the scale, lowest first'),
  segments: z
    .array(z.object({ segment, count }))
    .nullable()
    .describe('How many fell in each segment, lowest first'),
  also: z
    .object({ kind: z.enum(['mean', 'top-band']), score: z.number(), interval })
    .nullable()
    .describe('The second figure of a metric: the mean of ces, the percentage answering 4 or 5 of stars'),
  weighted: z
    .object({ score: z.number(), interval })
    .nullable()
    .describe('The score by weights of 1/sampleRate; null where all were asked at one rate'),
  funnel,
})

/** How this figure differs from that of the period before. */
const change = z
  .object({
    before: figure.pick({
      n: true,
      imported: true,
      score: true,
      interval: true,
      early: true,
      withheld: true,
      complete: true,
      funnel: true,
    }),
    difference: z.number().nullable().describe('This score less that one'),
    adjusted: z
      .number()
      .nullable()
      .describe(
        'The middle of the interval of two NPS, on their adjusted values; the difference of all others',
      ),
    interval: interval.describe('That of the difference'),
    verdict: z
      .enum(['higher', 'lower', 'unsure', 'too-few'])
      .describe(
        'higher, lower: real. unsure: not told apart from chance. too-few: fewer than 5 answers in one of the two',
      ),
    needed: count
      .nullable()
      .describe('Of `unsure`: about how many more answers each period would need to show this difference'),
    split: z
      .object({ rate: z.number(), mix: z.number(), isMixed: z.boolean() })
      .nullable()
      .describe(
        'With `by`: what the groups did (the change at the same mix), and what their shares did; isMixed where the ' +
          'change misleads without the first',
      ),
  })
  .describe('Many at once are held to a rate of 10 % mistakes (Benjamini and Hochberg)')

const group = figure.extend({
  kind: z
    .enum(['value', 'range', 'other', 'none'])
    .describe(
      'range: with `bounds`. other: all further values. none: without the key, or with no number in it',
    ),
  value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  from: z.number().nullable().describe('Of a range: its lowest number; null where it has no end there'),
  below: z.number().nullable().describe('Of a range: the number that it ends before'),
  values: count.describe('How many values are in it; of a range 1'),
  change: change.nullable(),
})

const point = told.extend({
  from: z.string().describe('The first day'),
  to: z.string().describe('The last day; weeks and months are cut where the range ends'),
  shown: count.nullable(),
  commented: count,
  dismissed: count.nullable(),
})

const publication = z.object({
  kind: z.enum(['survey', 'rules']),
  id: z.uuid(),
  version: z.int(),
  publishedAt: time,
  note: z.string().nullable(),
  sampleRate: z.number().nullable().describe('Of rules'),
  asking: z
    .enum(['paused', 'resumed'])
    .nullable()
    .describe('Of rules that paused the touchpoint, or let it ask again'),
})

/** What one series of a touchpoint scores. */
const entry = figure.extend({
  touchpoint: touchpointKey,
  name: z.string(),
  seriesId: z.uuid(),
  isCurrent: z.boolean().describe('Whether the touchpoint asks it now'),
  metric,
  scale: z.object({ min: z.int(), max: z.int() }),
  method: z.enum(['adjusted-wald', 'wilson', 't']).describe('How the interval of the score is made'),
  surveys: z
    .array(z.object({ id: z.uuid(), version: z.int(), publishedAt: time, note: z.string().nullable() }))
    .describe('The surveys that were shown, oldest first'),
  publications: z
    .array(publication)
    .describe(
      'What was published in the range: surveys of the series, and rules of the touchpoint; oldest first',
    ),
  importedFrom: z.array(z.string()).describe('Where the imported answers of the range were collected'),
  medianAnswerSeconds: z
    .number()
    .nullable()
    .describe('From showing to answer; null unless asked for, and where nobody answered'),
  change: change.nullable().describe('null without `compareTo`'),
  byImpressions: z
    .object({ score: z.number(), interval })
    .nullable()
    .describe('With `by`: the score had all groups answered alike often, weighing each by its showings'),
  groups: z.array(group).nullable().describe('null without `by`; the most shown first'),
  points: z.array(point).describe('Empty with the interval none'),
})

const period = z.object({
  from: z.string().describe('The first day'),
  to: z.string().describe('The last day'),
  start: time.describe('When the first day begins'),
  end: time.describe('When the last day has ended'),
})

export const scoresReply = z.object({
  period,
  comparedTo: period.nullable(),
  timeZone: z.string(),
  source: z
    .enum(['counts', 'rows'])
    .describe('Hourly counts, which stay; or responses, which are deleted in time'),
  rowsFrom: z
    .object({ answers: time.nullable(), showings: time.nullable() })
    .describe(
      'From when responses are still there, those with an answer and those without; null where retention has not been at the project yet',
    ),
  scores: z
    .array(entry)
    .describe('By touchpoint, then the series that is asked now, then others, newest first'),
})

export type ScoresQuery = z.output<typeof scoresQuery>
export type ScoresReply = z.output<typeof scoresReply>
export type ScoresEntry = z.output<typeof entry>
export type ScoresFigure = z.output<typeof figure>
export type ScoresChange = z.output<typeof change>
export type ScoresGroup = z.output<typeof group>
export type ScoresPoint = z.output<typeof point>
export type ScoresPeriod = z.output<typeof period>
