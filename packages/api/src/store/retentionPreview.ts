import { sql } from 'kysely'
import { looksPerChange } from './retention.ts'
import type { Db } from './tables.ts'

type Kind = 'responses' | 'comments' | 'unanswered'

/** What retention would delete: how many of each were counted, and whether there may be more. */
export type Due = Record<Kind, number> & { more: Record<Kind, boolean> }

/**
 * How many of what was shown before these times is still there: what retention with these would delete next. Each is
 * counted up to `most`; of showings, among which those that stay may be many, as many are looked at as retention does.
 */
export async function countDue(
  db: Db,
  projectId: string,
  before: Record<Kind, Date>,
  most: number,
): Promise<Due> {
  const looks = most * looksPerChange
  const { rows } = await sql<Record<Kind | 'looked', number>>`
    with looked as materialized (
      select score is null and comment is null as is_due from responses
      where project_id = ${projectId} and shown_at < ${before.unanswered}
        -- What was shown before and is still there stays.
        and shown_at >= coalesce(
          (select unanswered_until from retention_progress where project_id = ${projectId}), '-infinity')
      order by shown_at limit ${looks}
    )
    select
      (select count(*)::int from (
        select from responses where project_id = ${projectId} and shown_at < ${before.responses} limit ${most}
      ) as due) as responses,
      (select count(*)::int from (
        select from inbox where project_id = ${projectId} and shown_at < ${before.comments} limit ${most}
      ) as due) as comments,
      least((select count(*) from looked where is_due), ${most})::int as unanswered,
      (select count(*)::int from looked) as looked`.execute(db)
  const { looked, ...due } = rows[0] ?? { responses: 0, comments: 0, unanswered: 0, looked: 0 }
  const more = {
    responses: due.responses === most,
    comments: due.comments === most,
    unanswered: due.unanswered === most || looked === looks,
  }
  return { ...due, more }
}
