/** What a project publishes: its touchpoints, and the surveys and rules of each. */
import { z } from 'zod'
import { afterword, condition, quietDays, reason } from '../contract/surveys.ts'
import {
  locale,
  metadataType,
  metric,
  name,
  placement,
  segment,
  text,
  touchpointKey,
  uuid,
} from '../contract/vocabulary.ts'
import { scaleAnswers, surveyLocales, touchpointMetadataKeys } from '../limits.ts'
import { author } from './author.ts'
import { time } from './page.ts'
import { warnings } from './warning.ts'

/** Whether an object has at most `most` keys: zod has no word for it. */
export const keysFit = (most: number) => (value: object) => Object.keys(value).length <= most

/** Line breaks and other control characters, and what turns the direction of the text after it. */
const ofOneLine = /^[^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/u

/** Stands in lists, and in what `tyck` prints. */
export const note = text(1, 500)
  .regex(ofOneLine)
  .describe(
    'one line of 1 to 500 characters that says why, for the history, without control characters and without marks ' +
      'that turn the direction of text',
  )

/** A touchpoint as it is named: `PUT /v1/touchpoints/{key}`. */
export const touchpointInput = z
  .strictObject({
    name: text(1, 80).describe('What people call it: "Payment"'),
    metadata: z
      .record(name, metadataType)
      .refine(keysFit(touchpointMetadataKeys), `must have at most ${touchpointMetadataKeys} keys`)
      .meta({ maxProperties: touchpointMetadataKeys })
      .nullable()
      .optional()
      .describe(
        'The metadata keys it takes; others are dropped and counted. null takes any, as a new one does; absent ' +
          'leaves it as it is',
      ),
  })
  .meta({ examples: [{ name: 'Payment', metadata: { orderValue: 'number', paymentMethod: 'string' } }] })

/** A survey's wording in one language. A language is published complete or not at all. */
export const surveyTexts = z.strictObject({
  question: text(1, 200).describe('What is asked'),
  lowLabel: text(1, 40).optional().describe('Beneath the lowest answer'),
  highLabel: text(1, 40).optional().describe('Beneath the highest answer'),
  optionLabels: z
    .array(text(1, 40))
    .max(scaleAnswers)
    .optional()
    .describe('A name for each answer, lowest first'),
  followUps: z.partialRecord(segment, text(1, 200)).default({}).describe('The question after the score'),
  reasons: z.partialRecord(segment, z.array(reason).max(8)).default({}),
  thanks: text(1, 200).describe('What is said after the answer'),
  afterwards: z
    .partialRecord(segment, afterword)
    .default({})
    .describe(
      'A text or a link beneath thanks; a link to a place for reviews must be the same for every segment',
    ),
})

/** A new version of what a touchpoint asks: `PUT /v1/touchpoints/{key}/survey`. */
export const surveyInput = z
  .strictObject({
    series: z
      .enum(['same-question', 'new-question'])
      .describe('Whether its scores pool with the survey that it replaces; another metric never does'),
    note: note.optional(),
    metric,
    comment: z.boolean().default(true).describe('Whether a comment is asked; false leaves the reasons alone'),
    defaultLocale: locale,
    locales: z
      .record(locale, surveyTexts)
      .refine(keysFit(surveyLocales), `must have at most ${surveyLocales} languages`)
      .meta({ maxProperties: surveyLocales }),
  })
  .meta({
    examples: [
      {
        series: 'same-question',
        metric: 'nps',
        defaultLocale: 'en',
        locales: {
          en: {
            question: 'How likely are you to recommend us to a friend?',
            lowLabel: 'Not at all likely',
            highLabel: 'Very likely',
            followUps: { detractor: 'What should we do better?' },
            reasons: { detractor: [{ key: 'slow', label: 'It was slow' }] },
            thanks: 'Thank you. We read every answer.',
          },
        },
      },
    ],
  })

/** A new version of how a touchpoint asks: `PUT /v1/touchpoints/{key}/rules`. */
export const rulesInput = z
  .strictObject({
    placement: placement.default('inline'),
    delaySeconds: z.number().min(0).max(600).default(3).describe('How long a corner waits before it opens'),
    sampleRate: z.number().gt(0).max(1).default(1).describe('The probability of being asked'),
    audience: z
      .array(condition)
      .max(20)
      .default([])
      .describe('Conditions on the metadata, all of which must hold for anybody to be asked'),
    quietDays: z
      .strictObject({
        answered: quietDays.shape.answered.default(90),
        dismissed: quietDays.shape.dismissed.default(30),
        shown: quietDays.shape.shown.default(0),
      })
      .prefault({})
      .describe('For how many days nobody is asked again who answered, dismissed it, or was only shown it'),
    oncePer: name
      .nullable()
      .default(null)
      .describe('Asks once for each value of this metadata key: orderId, once an order'),
    paused: z.boolean().default(false).describe('Asks nobody for now'),
    note: note.optional(),
  })
  .meta({ examples: [{ placement: 'corner', sampleRate: 0.5, audience: [{ key: 'orderValue', gte: 100 }] }] })

/** A published survey, as the admin API tells of it. */
export const survey = surveyInput.omit({ series: true, note: true }).extend({
  id: z.uuid(),
  seriesId: z.uuid(),
  version: z.int(),
  note: z.string().nullable(),
  publishedAt: time,
  replacedAt: time.nullable(),
})

export const rules = rulesInput
  .omit({ note: true })
  .extend({ id: z.uuid(), version: z.int(), publishedAt: time })

export const publishedSurvey = survey.extend({ warnings })

export const publishedRules = rules.extend({ warnings })

export const touchpointState = z
  .enum(['active', 'paused', 'archived'])
  .describe('`paused` asks nobody for now; `archived` neither, and is left out of lists')

/** Whether a touchpoint asks: `PUT /v1/touchpoints/{key}/state`. */
export const touchpointStateInput = z
  .strictObject({ state: touchpointState })
  .meta({ examples: [{ state: 'paused' }] })

/** A touchpoint with what it asks now. `survey` is null until one is published; it is silent until then. */
export const touchpoint = z.object({
  key: touchpointKey,
  name: z.string(),
  state: touchpointState,
  revision: z
    .int()
    .describe('Higher after each change of it, of its draft too; as `"revision"` it is the ETag'),
  metadata: z.record(name, metadataType).nullable(),
  survey: survey.nullable(),
  rules,
})

export const touchpointQuery = z.strictObject({
  archived: z.stringbool().default(false).describe('With those that are archived, which come last'),
})

/** In the order of the customer's journey. */
export const touchpointList = z.object({ touchpoints: z.array(touchpoint) })

/** The order of the journey: `PUT /v1/touchpoints`. */
export const touchpointOrder = z
  .strictObject({
    order: z
      .array(touchpointKey)
      .max(1_000)
      .describe('The keys of all that are not archived, first things first'),
  })
  .meta({ examples: [{ order: ['example'] }] })

const version = z.coerce.number().int().min(1).max(2_147_483_647).optional()

/** Texts are long, and a history has many versions: only those of one survey come with it. */
export const historyQuery = z.strictObject({
  texts: uuid.optional().describe('The id of the survey whose texts are told'),
  surveysBefore: version.describe('Surveys of lower versions only: the lowest of the page before'),
  rulesBefore: version.describe('Rules of lower versions only: the lowest of the page before'),
})

/** The versions of a touchpoint's survey and rules, newest first, up to 100 of each. Versions begin with 1. */
export const touchpointHistory = z.object({
  surveys: z.array(
    survey.extend({
      locales: survey.shape.locales.optional().describe('Of the surveys whose texts are asked for'),
      by: author,
    }),
  ),
  rules: z.array(rules.extend({ note: z.string().nullable(), by: author })),
})

export type TouchpointInput = z.output<typeof touchpointInput>
export type SurveyInput = z.output<typeof surveyInput>
/** A survey as it is sent: what has a default may be left out. */
export type SurveyDraft = z.input<typeof surveyInput>
export type SurveyTexts = z.output<typeof surveyTexts>
export type RulesInput = z.output<typeof rulesInput>
export type Survey = z.output<typeof survey>
export type Rules = z.output<typeof rules>
export type Touchpoint = z.output<typeof touchpoint>
export type TouchpointState = z.output<typeof touchpointState>
export type TouchpointHistory = z.output<typeof touchpointHistory>
