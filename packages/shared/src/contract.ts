/**
 * Every body on the public wire: what the widget reads (`SurveysBody`) and what it posts (`ResponsesBody`).
 * The schemas are the one source; the widget imports their types only, for zod must never reach a browser.
 */
import { z } from 'zod'
import {
  ageMs,
  amendMs,
  bodyBytes,
  commentCodePoints,
  metadataBytes,
  metadataKeys,
  metadataTextCodePoints,
  pageBytes,
} from './limits.ts'
import { metrics } from './metric.ts'

/** What may be sent at once; a request above any of these is refused. Sizes in bytes of UTF-8 JSON. */
export const limits = {
  bodyBytes,
  responses: 20,
  metadataBytes,
  identityBytes: 2_048,
  pageBytes,
  commentCodePoints,
  unknownKeys: 40,
} as const

/** How long things may take, in milliseconds. */
export const windows = {
  /** An older showing or change is `too-old`; a replaced survey is accepted for as long. */
  ageMs,
  /** After its first answer a response can be changed for this long; later is `too-late`. */
  amendMs,
} as const

const uuid = z
  .string()
  // Without the flag i: JSON Schema knows no flags, and an upper-case id is as good as any.
  .regex(/^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$/)
  .meta({ format: 'uuid', description: 'A UUID, not nil; upper case means the same' })

/** A text of `min` to `max` code points: what JSON Schema's maxLength counts, and what people call characters. */
export const text = (min: number, max: number) =>
  z
    .string()
    .refine(value => {
      // Never counts more than it has to: a code point is one or two UTF-16 units.
      if (value.length > max * 2) return false
      const codePoints = value.length > max ? [...value].length : value.length
      return codePoints <= max && value.length >= min
    }, `must have ${min} to ${max} characters`)
    .meta({ minLength: min, maxLength: max })

/** Whether `value` takes at most `max` bytes of UTF-8; a UTF-16 unit takes three at most. */
const fits = (value: string, max: number) =>
  value.length * 3 <= max || new TextEncoder().encode(value).length <= max

/** A key that people and code share: `checkout.payment`, `orderValue`, `slow-delivery`. */
export const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_.-]{0,39}$/)
  .describe('a letter, then up to 39 letters, digits, _ . or -')

/** A touchpoint's key: `checkout.payment`. */
export const touchpointKey = z
  .string()
  .regex(/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/)
  .max(80)
  .describe('lower-case letters and digits, in parts joined by . _ or -, up to 80: checkout.payment')

/** A language tag (BCP 47), as far as its shape goes: `sv`, `sv-SE`, `zh-Hant-TW`. */
export const locale = z
  .string()
  .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}$/)
  .describe('a language tag (BCP 47): sv, pt-BR')

export const metric = z.enum(metrics)
export const channel = z.enum(['web', 'app', 'link', 'email', 'sms', 'kiosk'])
export const placement = z.enum(['inline', 'corner'])
export const layout = z.enum(['one-row', 'two-rows'])
export const metadataType = z.enum(['string', 'number', 'boolean'])
export const segment = z.enum([
  'promoter',
  'passive',
  'detractor',
  'satisfied',
  'neutral',
  'dissatisfied',
  'easy',
  'hard',
  'up',
  'down',
  'happy',
  'unhappy',
])

export const metadataValue = z.union([text(0, metadataTextCodePoints), z.number(), z.boolean()])

/**
 * The sizes of a response in bytes, which JSON Schema cannot say: true where the value is within `limits`. They
 * are apart from their schemas for validators that are compiled from JSON Schema.
 */
export const metadataFits = (value: unknown) => fits(JSON.stringify(value), limits.metadataBytes)
export const identityFits = (value: string) => fits(value, limits.identityBytes)
export const pageFits = (value: string) => fits(value, limits.pageBytes)

/** What the page knows about the showing: at most 32 flat values under keys of at most 40 characters. */
export const metadata = z
  .record(name, metadataValue)
  .refine(value => Object.keys(value).length <= metadataKeys, `must have at most ${metadataKeys} keys`)
  .refine(metadataFits, 'must be at most 4 KiB')
  .meta({ maxProperties: metadataKeys })

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

/** One condition on the page's metadata; every one given must hold. */
export const condition = z.strictObject({
  key: name,
  eq: metadataValue.optional(),
  in: z.array(metadataValue).max(50).optional(),
  gte: z.number().optional(),
  lte: z.number().optional(),
})

/** For how many days a touchpoint stays quiet after each outcome. */
export const quietDays = z.strictObject({
  answered: z.number().min(0).max(3650),
  dismissed: z.number().min(0).max(3650),
  shown: z.number().min(0).max(3650),
})

/** A label under a stable key, so that reasons can be counted across languages. */
export const reason = z.strictObject({ key: name, label: text(1, 60) })

/** What stands beneath thanks: a text, a link, or both. */
export const afterword = z.strictObject({
  text: text(1, 200).optional(),
  link: z
    .strictObject({
      label: text(1, 60),
      url: z
        .url({ protocol: /^https$/ })
        // URL takes `https:path` for an address, and a page for a path of its own.
        .regex(/^https:\/\/[^\s\\]+$/)
        .max(500)
        .describe('an https:// address of at most 500 characters; it opens in a tab of its own'),
    })
    .optional(),
})

/** The widget's own words in one language. `{n}` stands for a number. */
export const words = z.object({
  send: z.string(),
  skip: z.string(),
  change: z.string(),
  dismiss: z.string(),
  saving: z.string(),
  saved: z.string(),
  willSend: z.string(),
  notSaved: z.string(),
  comment: z.string().describe('Asks for a comment where no question is given'),
  reasons: z.string().describe('Heads the reasons where no question is given and no comment is asked for'),
  charactersLeft: z.string(),
  survey: z.string(),
})

/**
 * One answer of a scale, as it is drawn and read out. The service spells it all out, so that the widget needs to know
 * no metric and no band.
 */
export const option = z.object({
  score: z.int(),
  segment,
  name: z.string().describe('As it is read out: "0, not at all likely"'),
  label: z.string().optional().describe('Shown beneath an icon'),
  icon: z.string().optional().describe('The path of a 24 × 24 drawing; without it the number is shown'),
})

/** One survey as the widget may know it: the wording in one locale, with the rules in force. */
export const publicSurvey = z.object({
  id: uuid,
  rulesId: uuid,
  touchpoint: touchpointKey,
  metric,
  locale,
  direction: z.enum(['ltr', 'rtl']),
  question: z.string(),
  lowLabel: z.string().optional(),
  highLabel: z.string().optional(),
  optionLabels: z.array(z.string()).optional().describe('A name for each answer, lowest first'),
  options: z.array(option).describe('In the order in which they stand'),
  followUps: z.partialRecord(segment, z.string()),
  reasons: z.partialRecord(segment, z.array(reason)),
  comment: z.literal(false).optional().describe('Asks for reasons only'),
  thanks: z.string(),
  afterwards: z.partialRecord(segment, afterword).optional(),
  words,
  paused: z.literal(true).optional(),
  placement,
  delaySeconds: z.number().describe('How long a corner waits before it opens'),
  sampleRate: z.number(),
  audience: z.array(condition),
  quietDays,
  oncePer: name.optional().describe('Asks once for each value of this metadata key'),
  metadata: z.record(name, metadataType).optional().describe('The metadata keys it takes; absent takes any'),
})

/** Colours and shape, as custom properties without their `--tyck-`: `{ "accent": "#0A6C74" }`. */
export const theme = z.record(z.string().regex(/^[a-z-]{1,40}$/), z.string().max(100))

/** Light, dark, or as the page around it is. */
export const scheme = z.enum(['light', 'dark', 'auto'])
/** On the page's own ground, or on a card. */
export const frame = z.enum(['plain', 'card'])
/** How many showings a respondent gets in all, at all touchpoints together: `{ per: 'P30D', showings: 2 }`. */
export const budget = z.strictObject({
  per: z
    .string()
    .regex(/^P([1-9]|[1-9]\d|[12]\d\d|3[0-5]\d|36[0-5])D$/)
    .describe('days, from P1D to P365D'),
  showings: z.int().min(1).max(50),
})

/** What the widget may know of a project, and nothing else. */
export const surveysBody = z.object({
  revision: z.string(),
  project: z.object({
    theme,
    scheme: scheme.optional().describe('Absent: as the page around it'),
    frame: frame.optional().describe('Absent: plain'),
    budget: budget.optional(),
    acrossDevices: z
      .literal(true)
      .optional()
      .describe('Respondents with an id are limited on all their devices: ask POST /v1/eligibility too'),
    respectGpc: z
      .literal(true)
      .optional()
      .describe('Nobody is asked whose browser says Global Privacy Control'),
    origins: z.array(z.string()).describe('Hashes of the allowed origins; empty allows all'),
  }),
  surveys: z.array(publicSurvey),
})

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
export type Afterword = z.infer<typeof afterword>
export type EligibilityBody = z.output<typeof eligibilityBody>
export type EligibilityReply = z.infer<typeof eligibilityReply>
export type ResponseState = z.output<typeof responseState>
/** A state as it is sent: what has a default may be left out. */
export type ResponseStateInput = z.input<typeof responseState>
export type ResponseResult = z.infer<typeof responseResult>
export type ResponsesReply = z.infer<typeof responsesReply>
export type RejectionCode = z.infer<typeof rejectionCode>
export type SurveysBody = z.infer<typeof surveysBody>
export type PublicSurvey = z.infer<typeof publicSurvey>
export type Option = z.infer<typeof option>
export type Condition = z.infer<typeof condition>
export type Metadata = z.infer<typeof metadata>
export type Layout = z.infer<typeof layout>
export type Channel = z.infer<typeof channel>
export type Words = z.infer<typeof words>
