/**
 * Every body of the admin API: what a project's people and programs publish and read with a secret key.
 */
import { z } from 'zod'
import {
  afterword,
  budget,
  channel,
  condition,
  frame,
  layout,
  locale,
  metadataType,
  metric,
  name,
  placement,
  quietDays,
  reason,
  scheme,
  segment,
  text,
  touchpointKey,
} from './contract.ts'
import { scaleAnswers, surveyLocales, touchpointMetadataKeys } from './limits.ts'

/** Whether an object has at most `most` keys: zod has no word for it. */
const keysFit = (most: number) => (value: object) => Object.keys(value).length <= most

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
  question: text(1, 200),
  lowLabel: text(1, 40).optional().describe('Beneath the lowest answer'),
  highLabel: text(1, 40).optional().describe('Beneath the highest answer'),
  optionLabels: z
    .array(text(1, 40))
    .max(scaleAnswers)
    .optional()
    .describe('A name for each answer, lowest first'),
  followUps: z.partialRecord(segment, text(1, 200)).default({}).describe('The question after the score'),
  reasons: z.partialRecord(segment, z.array(reason).max(8)).default({}),
  thanks: text(1, 200),
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
    note: text(1, 500).optional().describe('Why it was published, for the history'),
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
    delaySeconds: z.number().min(0).max(600).default(3),
    sampleRate: z.number().gt(0).max(1).default(1).describe('The probability of being asked'),
    audience: z.array(condition).max(20).default([]),
    quietDays: z
      .strictObject({
        answered: quietDays.shape.answered.default(90),
        dismissed: quietDays.shape.dismissed.default(30),
        shown: quietDays.shape.shown.default(0),
      })
      .prefault({}),
    oncePer: name
      .nullable()
      .default(null)
      .describe('Asks once for each value of this metadata key: orderId, once an order'),
    paused: z.boolean().default(false).describe('Asks nobody for now'),
  })
  .meta({ examples: [{ placement: 'corner', sampleRate: 0.5, audience: [{ key: 'orderValue', gte: 100 }] }] })

const time = z.iso.datetime().describe('RFC 3339, UTC')

/** A published survey, as the admin API tells of it. */
export const survey = surveyInput.omit({ series: true, note: true }).extend({
  id: z.uuid(),
  seriesId: z.uuid(),
  version: z.int(),
  note: z.string().nullable(),
  publishedAt: time,
  replacedAt: time.nullable(),
})

export const rules = rulesInput.extend({ id: z.uuid(), version: z.int(), publishedAt: time })

/** What was done as asked, and may not have been meant. */
export const warning = z.object({
  pointer: z.string().describe('JSON Pointer to what it is about'),
  code: z.enum(['languages-dropped', 'no-end-labels', 'new-series', 'back-to-default']),
  detail: z.string().describe('In a sentence, for people'),
})
const warnings = z.array(warning).describe('What may not have been meant; empty where all seems well')

export const publishedSurvey = survey.extend({ warnings })
export const publishedRules = rules.extend({ warnings })

/** A touchpoint with what it asks now. `survey` is null until one is published; it is silent until then. */
export const touchpoint = z.object({
  key: touchpointKey,
  name: z.string(),
  metadata: z.record(name, metadataType).nullable(),
  survey: survey.nullable(),
  rules,
})

export const touchpointList = z.object({ touchpoints: z.array(touchpoint) })

/** The versions of a touchpoint's survey and rules, newest first, up to 100 of each. */
export const touchpointHistory = z.object({ surveys: z.array(survey), rules: z.array(rules) })

const colour = z
  .string()
  .regex(/^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/)
  .describe('#rgb or #rrggbb')

/** How the widget looks on every page of a project. Values of known kinds only, never CSS. */
export const themeInput = z.strictObject({
  scheme: scheme.optional(),
  frame: frame.optional(),
  accent: colour.optional(),
  onAccent: colour.optional(),
  accentDark: colour.optional(),
  onAccentDark: colour.optional(),
  surface: colour.optional().describe('The ground of a card and of the corner'),
  text: colour.optional().describe('On that ground'),
  surfaceDark: colour.optional(),
  textDark: colour.optional(),
  radius: z.int().min(0).max(32).optional().describe('Of answers and buttons, in px'),
})

/** A project's settings: `PUT /v1/project` replaces them all. */
export const projectInput = z
  .strictObject({
    name: text(1, 80),
    origins: z
      .array(z.string().max(300))
      .max(100)
      .describe(
        'Who may post: https://shop.example, https://*.shop.example, or null; an empty list allows all',
      ),
    theme: themeInput,
    budget: budget.nullable().default(null),
    acrossDevices: z
      .boolean()
      .default(false)
      .describe('Limits respondents who have an id on all their devices together'),
    respectGpc: z.boolean().default(false).describe('Asks nobody whose browser sends Global Privacy Control'),
    identity: z
      .enum(['off', 'prefer', 'enforce'])
      .default('off')
      .describe('Whether signed identities are read, and whether responses without one are refused'),
    masking: z
      .boolean()
      .default(true)
      .describe(
        'Stores a fixed word for card numbers and e-mail addresses, in comments for phone and personal numbers too',
      ),
    retention: z
      .strictObject({
        responseMonths: z.int().min(1).max(120).default(24).describe('Then a response is deleted'),
        commentMonths: z.int().min(1).max(120).default(12).describe('Then its comment is'),
        unansweredDays: z
          .int()
          .min(8)
          .max(3650)
          .default(90)
          .describe('Then a showing with neither score nor comment is deleted'),
      })
      .prefault({})
      .describe('How long responses are kept after their showing. Counts stay'),
  })
  .meta({ examples: [{ name: 'Shop', origins: ['https://*.shop.example'], theme: { accent: '#0A6C74' } }] })

/** The project that a secret key opens. */
export const project = projectInput.extend({
  publishableKey: z.string(),
  originsSeen: z
    .array(z.object({ origin: z.string(), firstSeenAt: time }))
    .describe('Where posts came from, newest first, up to 100'),
  identitySecrets: z
    .array(z.object({ createdAt: time, expiresAt: time.nullable() }))
    .describe('The secrets that are valid for signing identities, newest first'),
})

export const savedProject = project.extend({ warnings })

/** A new secret for signing identities: `POST /v1/project/identity-secret`. */
export const identitySecret = z.object({
  secret: z.string().describe('Shown here and never again; its text is the key of HS256'),
  createdAt: time,
})

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
  flags: z.array(z.string()),
  test: z.boolean(),
  shownAt: time,
  answeredAt: time.nullable(),
  commentedAt: time.nullable(),
  dismissedAt: time.nullable(),
  changedAt: time,
  receivedAt: time,
})

/** One response with all that is stored of it: what a respondent may ask to see. */
export const respondentResponse = response.extend({
  firstAnsweredAt: time.nullable().describe('When the first score was given, also where it was taken back'),
  closed: z.boolean().describe('Whether it was closed in the end'),
  droppedKeys: z.int().describe('How many keys that came with it were not stored'),
})

/** A page of what has no filters. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(200).optional().describe('`next` of the page before'),
})

/** All that is stored of a respondent, newest showing first, a page at a time. */
export const respondentPage = z.object({
  responses: z.array(respondentResponse),
  next: z.string().nullable().describe('The cursor of the next page; null on the last one'),
  erasedAt: time.nullable().describe('When the respondent was last erased; null where never'),
})

/** What `DELETE /v1/respondents/{id}` did. */
export const erasedRespondent = z.object({
  erasedAt: time.describe('What was shown until then is gone, and is not stored again'),
  responses: z.int().describe('How many responses were deleted'),
})

/** What somebody asked to change, or a secret key that came from a page. */
export const auditEntry = z.object({
  id: z.uuid(),
  at: time,
  keyId: z.uuid().nullable().describe("The secret key that was used; null for the demo's"),
  method: z.string(),
  operation: z.string().describe('The `operationId` of what was asked for, or `secret-key-in-browser`'),
  target: z
    .string()
    .nullable()
    .describe("The touchpoint's key, the hash of a respondent, the origin of a page; null for the project"),
})

/** What was asked to be changed, the latest first, a page at a time. */
export const auditPage = z.object({
  entries: z.array(auditEntry),
  next: z.string().nullable().describe('The cursor of the next page; null on the last one'),
})

const flag = z.enum(['true', 'false']).transform(value => value === 'true')

/** `GET /v1/responses`: newest showing first, a page at a time. */
export const responsesQuery = z.strictObject({
  touchpoint: touchpointKey.optional(),
  answered: flag.optional().describe('Only those with a score, or only those without'),
  commented: flag.optional(),
  test: flag.optional().describe('Only test responses, or none; both where it is left out'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(200).optional().describe('`next` of the page before'),
})

export const responsePage = z.object({
  responses: z.array(response),
  next: z.string().nullable().describe('The cursor of the next page; null on the last one'),
})

export type TouchpointInput = z.output<typeof touchpointInput>
export type SurveyInput = z.output<typeof surveyInput>
/** A survey as it is sent: what has a default may be left out. */
export type SurveyDraft = z.input<typeof surveyInput>
export type SurveyTexts = z.output<typeof surveyTexts>
export type RulesInput = z.output<typeof rulesInput>
export type Survey = z.output<typeof survey>
export type Rules = z.output<typeof rules>
export type Warning = z.output<typeof warning>
export type Touchpoint = z.output<typeof touchpoint>
export type TouchpointHistory = z.output<typeof touchpointHistory>
export type Theme = z.output<typeof themeInput>
export type ProjectInput = z.output<typeof projectInput>
export type RespondentResponse = z.output<typeof respondentResponse>
export type Response = z.output<typeof response>
export type ResponsesQuery = z.output<typeof responsesQuery>
