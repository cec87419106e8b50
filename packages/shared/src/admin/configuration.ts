/** A project's configuration as one document, which may stand in a file: `/v1/config`. */
import { z } from 'zod'
import { touchpointKey } from '../contract/vocabulary.ts'
import { surveyLocales } from '../limits.ts'
import { author } from './author.ts'
import { time } from './page.ts'
import { projectInput } from './project.ts'
import {
  keysFit,
  rulesInput,
  type SurveyInput,
  surveyInput,
  surveyTexts,
  touchpointInput,
} from './touchpoints.ts'
import { warning } from './warning.ts'

/** The most touchpoints that a document may have. */
const configurationTouchpoints = 1_000

const settings = projectInput.shape

/** A setting that has no default here: what a document leaves out stays as it is. */
const given = <T extends z.ZodType>(setting: z.ZodDefault<T>): T =>
  setting.description === undefined ? setting.unwrap() : setting.unwrap().describe(setting.description)

/**
 * What of the settings stands in the document. The others do not: `name` is for people, and each copy of a project has
 * its own; `identity` goes with a secret that is in no file; `masking` and `retention` say what is deleted or never
 * stored, and that is not to happen because two branches were merged.
 */
const projectSettings = z.strictObject({
  timeZone: given(settings.timeZone),
  origins: settings.origins,
  theme: settings.theme.describe('How the widget looks on every page; what is left out is as Tyck has it'),
  budget: given(settings.budget).describe(
    'How often one respondent is asked at all touchpoints together; null without limit',
  ),
  acrossDevices: given(settings.acrossDevices),
  respectGpc: given(settings.respectGpc),
  countOnceWithin: given(settings.countOnceWithin),
})

const texts = surveyTexts.shape
/** What a language need not have is left out, and not written as empty: there may be a hundred of them. */
const documentTexts = surveyTexts.extend({
  followUps: texts.followUps.unwrap().optional().describe('The question after the score, by segment'),
  reasons: texts.reasons.unwrap().optional().describe('Reasons to choose from after the score, by segment'),
  afterwards: texts.afterwards
    .unwrap()
    .optional()
    .describe(texts.afterwards.description ?? ''),
})

const survey = z.strictObject({
  series: z
    .int()
    .min(1)
    .max(1_000)
    .optional()
    .describe(
      'Counts the questions that the touchpoint has had; absent is 1. Raise it by one where this is another question, ' +
        'whose scores begin anew; leave it where the wording is better',
    ),
  metric: surveyInput.shape.metric.describe('What is asked in: the scale, and how it is scored'),
  comment: surveyInput.shape.comment
    .unwrap()
    .optional()
    .describe('Whether a comment is asked; false leaves the reasons alone. Absent is true'),
  defaultLocale: surveyInput.shape.defaultLocale,
  locales: z
    .record(surveyInput.shape.defaultLocale, documentTexts)
    .refine(keysFit(surveyLocales), `must have at most ${surveyLocales} languages`)
    .meta({ maxProperties: surveyLocales })
    .describe('The texts by language (BCP 47); each must be as complete as the default one'),
})

const rules = rulesInput.omit({ note: true, paused: true })

export const configurationTouchpoint = z.strictObject({
  key: touchpointKey,
  name: touchpointInput.shape.name,
  state: z.enum(['active', 'paused']).optional().describe('`paused` asks nobody; absent leaves it as it is'),
  metadata: touchpointInput.shape.metadata,
  survey: survey.optional().describe('What it asks; absent leaves it as it is'),
  rules: rules
    .optional()
    .describe(
      'How it asks; absent leaves them as they are. Of what is left out within them the default holds',
    ),
})

/** The document: `tyck.config.json`. */
export const configuration = z
  .strictObject({
    $schema: z.string().max(500).optional().describe('For editors; it means nothing to the service'),
    project: projectSettings
      .partial()
      .optional()
      .describe('Settings of the project; what is left out stays as it is'),
    touchpoints: z
      .array(configurationTouchpoint)
      .max(configurationTouchpoints)
      .default([])
      .describe("In the order of the customer's journey. One that is left out stays as it is"),
  })
  .meta({
    title: 'tyck.config.json',
    description: 'What a project asks, where, of whom and how it looks',
    examples: [
      {
        project: { timeZone: 'Europe/Stockholm' },
        touchpoints: [
          {
            key: 'example',
            name: 'Payment',
            survey: {
              metric: 'nps',
              defaultLocale: 'en',
              locales: { en: { question: 'How likely are you to recommend us?', thanks: 'Thank you.' } },
            },
            rules: { sampleRate: 0.5 },
          },
        ],
      },
    ],
  })

/** The document around its touchpoints, which are checked one by one. */
export const configurationAround = configuration.extend({
  touchpoints: z.array(z.unknown()).max(configurationTouchpoints).default([]),
})

/** What stands, of which there may be more. */
export const standingConfiguration = configuration
  .omit({ $schema: true })
  .extend({ touchpoints: z.array(configurationTouchpoint).describe('In the order of the journey') })

const archive = z
  .stringbool()
  .default(false)
  .describe(
    'Archives touchpoints that were applied once and are in the document no more; none is ever deleted',
  )

export const configurationPlanQuery = z.strictObject({ archive })

/** `PUT /v1/config`. */
export const configurationQuery = z.strictObject({
  archive,
  overwrite: z
    .string()
    .max(8_000)
    .default('')
    .transform(names => names.split(',').filter(name => name !== ''))
    .describe('What may be overwritten although it was changed elsewhere, by its `on`, with commas between'),
  note: rulesInput.shape.note,
})

const change = z.object({
  pointer: z
    .string()
    .describe('JSON Pointer within the touchpoint, or the settings: `/survey/locales/sv/question`'),
  before: z.unknown().optional().describe('Absent where it was not there'),
  after: z.unknown().optional().describe('Absent where it goes'),
  words: z.string().describe('The same in words'),
  overwrites: z.boolean().describe('Whether what stands was made elsewhere since a document was applied'),
})

/** What becomes of the settings, of the order, or of one touchpoint. */
const planned = z.object({
  on: z.string().describe('`project`, `order`, or `touchpoints/` and the key'),
  action: z.enum(['add', 'change', 'archive']),
  words: z.string().describe('What that means, in a sentence'),
  changes: z.array(change).describe('What differs; empty where it is added or archived as a whole'),
  overwrites: z.boolean().describe('Whether one of them overwrites: it takes `overwrite` with this `on`'),
  elsewhere: z
    .object({ at: time, by: author })
    .optional()
    .describe('In a plan: when and by whom a survey or rules that it overwrites were published'),
})

/** What applying a document would change. */
export const configurationPlan = z.object({
  version: z
    .string()
    .describe('Of what stands, the ETag too: as If-Match it lets just this be applied, and nothing else'),
  items: z.array(planned).describe('Empty where all stands as the document has it'),
  unnamed: z
    .array(touchpointKey)
    .describe(
      'Touchpoints that the document does not name, and that stay; with `archive` those of elsewhere',
    ),
  warnings: z.array(warning),
  applied: z
    .object({ at: time, by: author })
    .nullable()
    .describe(
      'When a document was applied last; null where none was, and all that stands was made elsewhere',
    ),
})

/** What applying a document changed. */
export const configurationApplied = configurationPlan.omit({ unnamed: true, version: true })

export type ConfigurationSettings = z.output<typeof projectSettings>
/** What is left out is not there: JSON has no undefined. */
export type Configuration = Omit<z.output<typeof configuration>, 'project'> & {
  project?: Partial<ConfigurationSettings>
}
/** A survey with all that has a default. */
export type ConfigurationSurvey = Omit<SurveyInput, 'note' | 'series'> & { series: number }
/** A touchpoint with a survey of that kind. */
export type ConfigurationTouchpoint = Omit<z.output<typeof configurationTouchpoint>, 'survey'> & {
  survey?: ConfigurationSurvey | undefined
}
/** A document with touchpoints of that kind. */
export type FilledConfiguration = Omit<Configuration, 'touchpoints' | '$schema'> & {
  touchpoints: ConfigurationTouchpoint[]
}
export type ConfigurationPlan = z.output<typeof configurationPlan>
export type ConfigurationItem = z.output<typeof planned>
export type ConfigurationChange = z.output<typeof change>
