import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** What retention would delete, each up to `most`. */
export interface Due {
  responses: number
  comments: number
  unanswered: number
}

/** How many of what was shown before these times is still there: what retention with these would delete next. */
export async function countDue(
  db: Db,
  projectId: string,
  before: { responses: Date; comments: Date; unanswered: Date },
  most: number,
): Promise<Due> {
  const { rows } = await sql<Due>`
    select
      (select count(*)::int from (
        select from responses where project_id = ${projectId} and shown_at < ${before.responses} limit ${most}
      ) as due) as responses,
      (select count(*)::int from (
        select from inbox where project_id = ${projectId} and shown_at < ${before.comments} limit ${most}
      ) as due) as comments,
      (select count(*)::int from (
        select from responses
        where project_id = ${projectId} and shown_at < ${before.unanswered} and score is null and comment is null
        limit ${most}
      ) as due) as unanswered`.execute(db)
  return rows[0] ?? { responses: 0, comments: 0, unanswered: 0 }
}
