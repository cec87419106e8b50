/** What the admin API's bodies share: times, and pages of lists. */
import { z } from 'zod'

export const time = z.iso.datetime().describe('RFC 3339, UTC')

/** A page of what has no filters. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(200).optional().describe('`next` of the page before'),
})
