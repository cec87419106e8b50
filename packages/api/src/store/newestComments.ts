import type { Metric } from '@tyck/shared/metric'
import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** A comment as it stands, masked as it was stored, with what it is of. */
export interface CommentRow {
  responseId: string
  comment: string
  score: number | null
  metric: Metric
  touchpoint: string
  name: string
  at: Date
}

const columns = sql`r.id as "responseId", r.comment, r.score, s.metric, t.key as touchpoint, t.name, r.shown_at as at`

/**
 * The newest comments on showings from `start` up to before `end`, tests left out.
 * @param touchpoints the keys of those that count; undefined for all
 */
export async function listNewestComments(
  db: Db,
  projectId: string,
  {
    start,
    end,
    touchpoints,
    limit,
  }: { start: Date; end: Date; touchpoints?: string[] | undefined; limit: number },
): Promise<CommentRow[]> {
  const ofThese = touchpoints ? sql`and t.key = any (${touchpoints}::text[])` : sql``
  const { rows } = await sql<CommentRow>`
    select ${columns}
    from inbox i
    join responses r on r.project_id = i.project_id and r.id = i.response_id
    join touchpoints t on t.project_id = r.project_id and t.id = r.touchpoint_id
    join surveys s on s.project_id = r.project_id and s.id = r.survey_id
    where i.project_id = ${projectId} and i.shown_at >= ${start} and i.shown_at < ${end} and not r.test
      and r.comment is not null ${ofThese}
    order by i.shown_at desc limit ${limit}`.execute(db)
  return rows
}

/** The comments of these responses, newest first. */
export async function readComments(db: Db, projectId: string, ids: readonly string[]): Promise<CommentRow[]> {
  const { rows } = await sql<CommentRow>`
    select ${columns}
    from responses r
    join touchpoints t on t.project_id = r.project_id and t.id = r.touchpoint_id
    join surveys s on s.project_id = r.project_id and s.id = r.survey_id
    where r.project_id = ${projectId} and r.id = any (${ids}::uuid[]) and r.comment is not null
    order by r.shown_at desc`.execute(db)
  return rows
}
