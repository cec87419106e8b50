import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** Notes for comments that somebody of the team has read them; those that have been stay as they are. */
export async function markRead(
  db: Db,
  projectId: string,
  ids: readonly string[],
  readAt: Date,
): Promise<void> {
  await setRead(db, projectId, ids, readAt)
}

/** Makes comments unread again. */
export async function markUnread(db: Db, projectId: string, ids: readonly string[]): Promise<void> {
  await setRead(db, projectId, ids, null)
}

async function setRead(
  db: Db,
  projectId: string,
  ids: readonly string[],
  readAt: Date | null,
): Promise<void> {
  await sql`
    update inbox i set read_at = ${readAt}
    from responses r
    where r.project_id = ${projectId} and r.id = any (${ids}::uuid[])
      and i.project_id = r.project_id and i.shown_at = r.shown_at and i.response_id = r.id
      and (i.read_at is null) = ${readAt !== null}`.execute(db)
}

/** Whether the project has a response of this id. */
export async function hasResponse(db: Db, projectId: string, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('responses')
    .select('id')
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}
