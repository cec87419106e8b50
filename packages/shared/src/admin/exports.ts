/** Responses as a file: `GET /v1/responses.csv` and `GET /v1/responses.ndjson`. */
import { z } from 'zod'
import { name } from '../contract/vocabulary.ts'
import { response, responseFilters } from './responses.ts'

/** The most metadata keys that have a column of their own. */
export const mostColumns = 200

const keysForm = `metadata keys with commas between, up to ${mostColumns}: orderValue,paymentMethod`

const metadataKeys = z
  .string()
  .max(10_000, { abort: true })
  .refine(text => {
    const keys = text.split(',')
    return keys.length <= mostColumns && keys.every(key => name.safeParse(key).success)
  }, `must be ${keysForm}`)
  .meta({ maxLength: undefined, description: keysForm })
  .transform(text => [...new Set(text.split(','))])

/** What never changes about a response, and whether it has or had a score: what `after` may stand beside. */
export const besideAfter = [
  ...['answered', 'touchpoint', 'channel', 'metadata', 'test', 'imported'],
  ...['from', 'to', 'timeZone'],
] as const

export const ndjsonQuery = responseFilters.extend({
  after: z
    .string()
    .max(300)
    .optional()
    .describe(
      '`Tyck-Cursor` of the export before: only what changed since, of responses that have or had a score. With ' +
        '`answered=true`, and beside it only touchpoint, channel, metadata, test, imported, from, to and timeZone',
    ),
})

export const csvQuery = ndjsonQuery.extend({
  metadataKeys: metadataKeys
    .optional()
    .describe(
      `The metadata that have a column: ${keysForm}. Where left out, those that the touchpoints take`,
    ),
})

/** With `after`: a response that was exported before may be erased, or its import removed. */
const erased = z.object({ id: z.uuid(), erased: z.literal(true) })

const time = z.iso.datetime({ offset: true }).describe('RFC 3339, UTC')

/** As Postgres writes times: with +00:00 instead of Z. */
const exported = response.extend({
  shownAt: time,
  answeredAt: time.nullable(),
  commentedAt: time.nullable(),
  dismissedAt: time.nullable(),
  changedAt: time,
  receivedAt: time,
})

/** A line of an export: a response, or that there is none any more. */
export const exportLine = z.union([exported, erased])

export type CsvQuery = z.output<typeof csvQuery>
