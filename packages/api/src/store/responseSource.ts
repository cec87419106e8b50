import { type RawBuilder, sql } from 'kysely'
import type { Position } from './readResponses.ts'
import { type Filters, indexed, others } from './responseFilters.ts'
import { partsMatch, type WordSearch, wordsMatch } from './wordSearch.ts'

/** Which responses are asked for, with what the team made of them. */
export interface AskedOf extends Filters {
  search?: WordSearch
  tag?: string | undefined
  read?: boolean | undefined
  /** Shown from then on, and before then. */
  since?: Date
  before?: Date
}

export interface Source {
  table: RawBuilder<unknown>
  /** `shown_at` and `id`, and what the conditions ask of it as `i`. */
  columns: RawBuilder<unknown>
  /** What the index of the source knows. */
  sources: RawBuilder<unknown>[]
  /** What is asked of each row. */
  conditions: RawBuilder<unknown>[]
}

/** Where to look: among those with a tag, or with a comment, or among all. */
export function sourceOf(projectId: string, of: AskedOf, after: Position | null): Source {
  const { tag, read, search, since, before } = of
  const bounds = (id: RawBuilder<unknown>) => {
    const conditions = [sql`project_id = ${projectId}`]
    if (after) conditions.push(sql`(shown_at, ${id}) < (${after.shownAt}::timestamptz, ${after.id}::uuid)`)
    if (since) conditions.push(sql`shown_at >= ${since}`)
    if (before) conditions.push(sql`shown_at < ${before}`)
    return conditions
  }
  const known = indexed(projectId, of)
  const byComment: RawBuilder<unknown>[] = []
  if (read !== undefined) byComment.push(read ? sql`i.read_at is not null` : sql`i.read_at is null`)
  if (search) byComment.push(wordsMatch(search), ...partsMatch(search))

  if (tag !== undefined) {
    const asked = sql`exists (
      select from inbox i
      where i.project_id = ${projectId} and i.shown_at = r.shown_at and i.response_id = r.id
        and ${sql.join([sql`true`, ...byComment], sql` and `)}
    )`
    return {
      table: sql`response_tags`,
      columns: sql`shown_at, response_id as id`,
      sources: [...bounds(sql`response_id`), sql`tag = ${tag}`],
      conditions: [...known, ...others(projectId, of), ...(byComment.length > 0 ? [asked] : [])],
    }
  }
  if (of.commented || (byComment.length > 0 && of.commented === undefined)) {
    return {
      table: sql`inbox`,
      columns: sql`shown_at, response_id as id, read_at, config, words`,
      sources: bounds(sql`response_id`),
      // What is in the inbox has a comment.
      conditions: [...byComment, ...known, ...others(projectId, { ...of, commented: undefined })],
    }
  }
  return {
    table: sql`responses as r`,
    columns: sql`shown_at, id`,
    sources: [...bounds(sql`id`), ...known],
    conditions: others(projectId, of),
  }
}
