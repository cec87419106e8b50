import { sql } from 'kysely'
import type { Project } from './projects.ts'
import type { Db } from './tables.ts'
import type { Trx } from './transaction.ts'

/** Deletes a project with what refers to it, and notes that its responses, which do not, are left to sweep up. */
export async function deleteProjectRow(
  trx: Trx,
  { id, publishableKey }: Pick<Project, 'id' | 'publishableKey'>,
  now: Date,
): Promise<void> {
  await trx
    .insertInto('deleted_projects')
    .values({ project_id: id, publishable_key: publishableKey, deleted_at: now })
    .execute()
  await trx.deleteFrom('projects').where('id', '=', id).execute()
}

/** Whether the project of a publishable key was deleted. */
export async function wasDeleted(db: Db, publishableKey: string): Promise<boolean> {
  const found = await db
    .selectFrom('deleted_projects')
    .select('project_id')
    .where('publishable_key', '=', publishableKey)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** Deleted projects, in the order of their ids after `after`, of which something may be left. */
export function listUnswept(
  db: Db,
  after: string | null,
  limit: number,
): Promise<{ id: string; deletedAt: Date }[]> {
  let query = db
    .selectFrom('deleted_projects')
    .select(['project_id as id', 'deleted_at as deletedAt'])
    .where('swept_at', 'is', null)
    .orderBy('project_id')
    .limit(limit)
  if (after !== null) query = query.where('project_id', '>', after)
  return query.execute()
}

/** Deletes up to `limit` responses of a deleted project, and as many of what belongs to them; says how many there were. */
export async function sweepRows(db: Db, projectId: string, limit: number): Promise<number> {
  let swept = 0
  for (const table of ['responses', 'hourly_counts', 'imported_rows', 'deliveries', 'events'] as const) {
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)} where ctid = any (array(
        select ctid from ${sql.table(table)} where project_id = ${projectId} limit ${limit}
      ))`.execute(db)
    swept += Number(numAffectedRows)
  }
  return swept
}

export async function noteSwept(db: Db, projectId: string, now: Date): Promise<void> {
  await db
    .updateTable('deleted_projects')
    .set({ swept_at: now })
    .where('project_id', '=', projectId)
    .execute()
}
