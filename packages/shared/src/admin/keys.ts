/** A project's keys: `/v1/keys`. */
import { z } from 'zod'
import { text } from '../contract/vocabulary.ts'
import { author } from './author.ts'
import { time } from './page.ts'

const publishableKey = z
  .string()
  .regex(/^pk_[A-Za-z0-9_-]{1,125}$/)
  .describe('a publishable key')

/** A key's id: of a secret key a UUID, of a publishable key the key itself. */
export const keyId = z
  .union([z.uuid().describe('a UUID'), publishableKey])
  .describe('The id of a secret key, or a publishable key itself')

/** A key that opens the project now. */
export const key = z.object({
  id: keyId,
  kind: z.enum(['secret', 'publishable']),
  name: z.string().nullable().describe('What people call it; null for a publishable key'),
  createdAt: time,
  expiresAt: time.nullable().describe('When it ends, since another took its place; null where it does not'),
  lastUsedAt: time
    .nullable()
    .describe(
      'When a secret key was used last, to the hour; null where it never was, and for publishable keys',
    ),
  by: author.describe(
    'Who made a secret key, by themselves or with one that they had made; null where nobody noted it',
  ),
})

/** What opens the project: publishable keys first, each kind newest first. */
export const keyList = z.object({ keys: z.array(key) })

/** A new secret key: `POST /v1/keys`. */
export const keyInput = z
  .strictObject({ name: text(1, 80).describe('Who has it: "Order service"') })
  .meta({ examples: [{ name: 'Order service' }] })

/** `POST /v1/keys/{id}/rotate`. */
export const rotation = z
  .strictObject({
    overlapHours: z
      .int()
      .min(1)
      .max(2_160)
      .optional()
      .describe('How long the old key goes on: 24 for a secret key, 168 for a publishable one'),
  })
  .meta({ examples: [{ overlapHours: 24 }] })

/** A key that was just made. */
export const newKey = key.omit({ by: true }).extend({
  key: z.string().describe('The key. A secret one is shown here and never again'),
})

export type Key = z.output<typeof key>
export type NewKey = z.output<typeof newKey>
