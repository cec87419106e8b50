/** What is being written for a touchpoint and not published yet: `/v1/touchpoints/{key}/draft`. */
import { z } from 'zod'
import {
  locale,
  metadataType,
  metadataValue,
  metric,
  placement,
  segment,
  text,
} from '../contract/vocabulary.ts'
import { scaleAnswers, surveyLocales, touchpointMetadataKeys } from '../limits.ts'
import { author } from './author.ts'
import { difference } from './difference.ts'
import { time } from './page.ts'
import { themeInput } from './project.ts'
import { note, touchpoint } from './touchpoints.ts'
import { warnings } from './warning.ts'

/** Longer than anything that can be published: what was typed is kept, and said to be too long. */
const typed = text(0, 2_000)
/** A number that may not have been typed yet. */
const figure = z.number().nullable()

/** A survey's wording in one language, as far as it is written. */
const draftTexts = z.strictObject({
  question: typed.default(''),
  lowLabel: typed.optional(),
  highLabel: typed.optional(),
  optionLabels: z.array(typed).max(scaleAnswers).optional(),
  followUps: z.partialRecord(segment, typed).default({}),
  reasons: z
    .partialRecord(segment, z.array(z.strictObject({ key: typed, label: typed })).max(20))
    .default({}),
  thanks: typed.default(''),
  afterwards: z
    .partialRecord(
      segment,
      z.strictObject({
        text: typed.optional(),
        link: z.strictObject({ label: typed, url: typed }).optional(),
      }),
    )
    .default({}),
})

export const draftSurvey = z.strictObject({
  metric,
  comment: z.boolean().default(true),
  defaultLocale: locale,
  locales: z
    .record(locale, draftTexts)
    .refine(
      value => Object.keys(value).length <= surveyLocales,
      `must have at most ${surveyLocales} languages`,
    )
    .meta({ maxProperties: surveyLocales }),
})

/** Whether it is paused is no matter of a draft: that is done at once. */
export const draftRules = z.strictObject({
  placement,
  delaySeconds: figure,
  sampleRate: figure,
  audience: z
    .array(
      z.strictObject({
        key: typed,
        eq: metadataValue.optional(),
        in: z.array(metadataValue).max(50).optional(),
        gte: figure.optional(),
        lte: figure.optional(),
      }),
    )
    .max(20),
  quietDays: z.strictObject({ answered: figure, dismissed: figure, shown: figure }),
  oncePer: typed.nullable(),
})

/** The metadata that it takes, as rows: one may lack its key still, or have another one's. */
const draftMetadata = z
  .array(z.strictObject({ key: typed, type: metadataType }))
  .max(touchpointMetadataKeys)
  .nullable()
  .describe('null takes any')

export const draftInput = z
  .strictObject({
    survey: draftSurvey.nullable().describe('null where nothing is written yet'),
    rules: draftRules,
    metadata: draftMetadata,
  })
  .meta({
    examples: [
      {
        survey: {
          metric: 'nps',
          defaultLocale: 'en',
          locales: { en: { question: 'How likely are you to …' } },
        },
        rules: {
          placement: 'inline',
          delaySeconds: 3,
          sampleRate: 1,
          audience: [],
          quietDays: { answered: 90, dismissed: 30, shown: 0 },
          oncePer: null,
        },
        metadata: null,
      },
    ],
  })

/** A touchpoint with its draft, and what stands between that and publishing. */
export const touchpointDraft = z.object({
  touchpoint,
  draft: draftInput.extend({ savedAt: time, by: author }).nullable().describe('null where there is none'),
  outdated: z
    .boolean()
    .describe(
      'Something was published after it was begun: save it anew to keep it all the same, or delete it',
    ),
  faults: z
    .array(
      z.object({
        pointer: z.string().describe('JSON Pointer into the draft'),
        code: z.string(),
        expected: z.string().describe('What would be taken, for people'),
      }),
    )
    .max(200)
    .describe('What has to be mended before it can be published'),
  warnings,
  changes: difference.shape.changes.describe('What publishing it would change'),
})

/** Publishes a draft: `POST /v1/touchpoints/{key}/publish`. */
export const publishInput = z.strictObject({
  series: z
    .enum(['same-question', 'new-question'])
    .default('same-question')
    .describe('Whether its scores pool with the survey that it replaces; another metric never does'),
  note: note.optional(),
  without: z
    .array(locale)
    .max(surveyLocales)
    .default([])
    .describe('Languages that are not published yet, and stay in the draft'),
})

export const publishedDraft = z.object({
  touchpoint,
  published: z.object({ survey: z.boolean(), rules: z.boolean(), metadata: z.boolean() }),
  warnings,
})

/** What a page would be told, had a draft been published: `POST /v1/touchpoints/{key}/preview`. */
export const previewInput = z.strictObject({
  survey: draftSurvey,
  placement: placement.default('inline'),
  locale: locale.optional().describe('One of its languages; absent is its default one'),
  theme: themeInput.optional().describe("Absent is the project's"),
})

export type DraftInput = z.output<typeof draftInput>
export type DraftSurvey = z.output<typeof draftSurvey>
export type DraftTexts = z.output<typeof draftTexts>
export type DraftRules = z.output<typeof draftRules>
export type TouchpointDraft = z.output<typeof touchpointDraft>
export type PublishInput = z.output<typeof publishInput>
export type PublishedDraft = z.output<typeof publishedDraft>
export type PreviewInput = z.output<typeof previewInput>
