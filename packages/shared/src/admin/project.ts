/** A project's settings: `/v1/project`. */
import { z } from 'zod'
import { budget, frame, period, scheme } from '../contract/surveys.ts'
import { text } from '../contract/vocabulary.ts'
import { timeZone } from './days.ts'
import { time } from './page.ts'
import { warnings } from './warning.ts'

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
    countOnceWithin: period
      .nullable()
      .default(null)
      .describe(
        'Counts one answer of a respondent at a touchpoint in so many days; further ones are stored with the flag repeat',
      ),
    timeZone: timeZone
      .default('UTC')
      .describe("a time zone's name (IANA): Europe/Stockholm. Days in scores and lists are days there"),
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
  revision: z.int().describe('Counts the changes of the settings; quoted, it is their ETag'),
  publishableKey: z.string(),
  originsSeen: z
    .array(z.object({ origin: z.string(), firstSeenAt: time }))
    .describe('Where posts came from, newest first, up to 100'),
  originsRefused: z
    .array(z.object({ origin: z.string(), firstRefusedAt: time }))
    .describe('Where pages wanted to ask and were not allowed to, newest first, up to 50'),
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

export type Theme = z.output<typeof themeInput>
export type ProjectSettings = z.output<typeof project>
export type ProjectInput = z.output<typeof projectInput>
