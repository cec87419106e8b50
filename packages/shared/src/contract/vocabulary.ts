/**
 * What every body on the wire is made of: keys, texts, metadata, their limits. The schemas are the one source; the
 * widget imports their types only, for zod must never reach a browser.
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
} from '../limits.ts'
import { metrics } from '../metric.ts'

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

export const uuid = z
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

/**
 * Marks on a response that is worth a second look. It is stored all the same, and counted unless it is a `repeat`.
 * They are those of the state that stands.
 */
export const flag = z
  .enum(['headless', 'identity-invalid', 'origin-mismatch', 'origin-null', 'repeat', 'too-fast', 'unsigned'])
  .describe('Why a response is worth a second look')

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

export type Metadata = z.infer<typeof metadata>
export type Layout = z.infer<typeof layout>
export type Flag = z.infer<typeof flag>
export type Channel = z.infer<typeof channel>
