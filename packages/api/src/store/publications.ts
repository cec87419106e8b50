import { sql } from 'kysely'
import type { AuthorRow } from './authors.ts'
import type { Db } from './tables.ts'

export interface Publication extends AuthorRow {
  key: string
  part: 'survey' | 'rules'
  publishedAt: Date
}

/** Who published what touchpoints ask now, and how, and when; the newest first. */
export async function listPublications(
  db: Db,
  projectId: string,
  keys: readonly string[],
): Promise<Publication[]> {
  const { rows } = await sql<Publication>`
    select t.key, 'survey' as part, s.published_at as "publishedAt", s.by_account, s.by_key
    from touchpoints t join surveys s on s.project_id = t.project_id and s.id = t.survey_id
    where t.project_id = ${projectId}::uuid and t.key = any (${keys}::text[])
    union all
    select t.key, 'rules', r.published_at, r.by_account, r.by_key
    from touchpoints t join rules r on r.project_id = t.project_id and r.id = t.rules_id
    where t.project_id = ${projectId}::uuid and t.key = any (${keys}::text[])
    order by "publishedAt" desc`.execute(db)
  return rows
}
