/** What the widget reads: `GET /v1/projects/{publishableKey}/surveys`. */
import { z } from 'zod'
import {
  locale,
  metadataType,
  metadataValue,
  metric,
  name,
  placement,
  segment,
  text,
  touchpointKey,
  uuid,
} from './vocabulary.ts'

/** One condition on the page's metadata; every one given must hold. */
export const condition = z.strictObject({
  key: name,
  eq: metadataValue.optional().describe('It has this value'),
  in: z.array(metadataValue).max(50).optional().describe('It has one of these values'),
  gte: z.number().optional().describe('It is a number, and not below this one'),
  lte: z.number().optional().describe('It is a number, and not above this one'),
})

/** For how many days a touchpoint stays quiet after each outcome. */
export const quietDays = z.strictObject({
  answered: z.number().min(0).max(3650).describe('Days after an answer'),
  dismissed: z.number().min(0).max(3650).describe('Days after it was closed without one'),
  shown: z.number().min(0).max(3650).describe('Days after it was shown, and neither'),
})

/** A label under a stable key, so that reasons can be counted across languages. */
export const reason = z.strictObject({ key: name, label: text(1, 60).describe('What is read') })

/** What stands beneath thanks: a text, a link, or both. */
export const afterword = z.strictObject({
  text: text(1, 200).optional().describe('A sentence'),
  link: z
    .strictObject({
      label: text(1, 60).describe('What the link says'),
      url: z
        .url({ protocol: /^https$/ })
        // URL takes `https:path` for an address, and a page for a path of its own.
        .regex(/^https:\/\/[^\s\\]+$/)
        .max(500)
        .describe('an https:// address of at most 500 characters; it opens in a tab of its own'),
    })
    .optional()
    .describe('Where it leads'),
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

/** A number of days, as ISO 8601 writes it. */
export const period = z
  .string()
  .regex(/^P([1-9]|[1-9]\d|[12]\d\d|3[0-5]\d|36[0-5])D$/)
  .describe('days, from P1D to P365D')

/** How many showings a respondent gets in all, at all touchpoints together: `{ per: 'P30D', showings: 2 }`. */
export const budget = z.strictObject({
  per: period,
  showings: z.int().min(1).max(50).describe('How often one respondent is asked in that time'),
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

export type Afterword = z.infer<typeof afterword>
export type SurveysBody = z.infer<typeof surveysBody>
export type PublicSurvey = z.infer<typeof publicSurvey>
export type Option = z.infer<typeof option>
export type Condition = z.infer<typeof condition>
export type Words = z.infer<typeof words>
