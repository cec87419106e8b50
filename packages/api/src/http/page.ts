import type { Position } from '../store/readResponses.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { invalid } from './refuse.ts'

/** The place after which a page begins. @throws 400 for a cursor that this project was not given */
export function positionOf(projectId: string, cursor: string): Position {
  const position = readCursor(projectId, cursor)
  if (position) return position
  const expected = '`next` of the page before, as it was given'
  throw invalid([{ pointer: '/cursor', code: 'invalid-value', expected }])
}

/**
 * A page of `rows`, of which one more than `limit` was asked for, to see whether there is a next page.
 * @param lookedUntil where the looking ended, if there is more to look at
 */
export function pageOf<Row extends { id: string; position: string }>(
  projectId: string,
  rows: readonly Row[],
  limit: number,
  lookedUntil: Position | null = null,
): { page: Row[]; next: string | null } {
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  const end = last ? { shownAt: last.position, id: last.id } : lookedUntil
  return { page, next: end && writeCursor(projectId, end) }
}
