import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Position } from '../store/readResponses.ts'

/** Nothing was shown before 1970, and Postgres does not know the year 0 at all. */
const shown = z.iso.datetime({ precision: 6 }).refine(time => Date.parse(time) >= 0)
const position = z.tuple([shown, z.uuid(), z.string()])

/** The opaque text of a place in a project's responses: the next page begins after it. */
export function writeCursor(projectId: string, { shownAt, id }: Position): string {
  return Buffer.from([shownAt, id, checksum(projectId, shownAt, id)].join(' ')).toString('base64url')
}

/** The place of a cursor that this project was given; null for any other text. */
export function readCursor(projectId: string, cursor: string): Position | null {
  const parts = position.safeParse(Buffer.from(cursor, 'base64url').toString().split(' '))
  if (!parts.success) return null
  const [shownAt, id] = parts.data
  // Written again, for base64 has several ways to spell the same bytes.
  return writeCursor(projectId, { shownAt, id }) === cursor ? { shownAt, id } : null
}

/** Finds mistakes, and is no secret: a cursor opens nothing that the key doesn't. */
function checksum(...parts: string[]): string {
  return createHash('sha256').update(parts.join(' ')).digest('base64url').slice(0, 8)
}
