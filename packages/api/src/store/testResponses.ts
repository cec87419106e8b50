import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** How many test responses the project has. */
export async function countTestResponses(db: Db, projectId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from responses where project_id = ${projectId} and test`.execute(db)
  return rows[0]?.count ?? 0
}

/** Deletes up to `limit` test responses, which no count has; says how many there were. */
export async function deleteTestResponses(db: Db, projectId: string, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    with found as materialized (
      -- Along the index of tests, and no further.
      select id from responses where project_id = ${projectId} and test
      order by shown_at desc, id desc limit ${limit}
    ),
    chosen as (
      select r.id from responses r
      where r.project_id = ${projectId} and r.id = any (array(select id from found))
      -- In the order in which flush locks them.
      order by r.id for update
    )
    delete from responses using chosen
    where responses.project_id = ${projectId} and responses.id = chosen.id`.execute(db)
  return Number(numAffectedRows ?? 0)
}
