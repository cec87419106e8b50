import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** A response as somebody saw it; without `seq`, as it stands. */
export interface Seen {
  id: string
  seq?: number | undefined
}

/**
 * Notes for comments that somebody of the team has read them; those that have been stay as they are, and so do those that
 * are not as they were seen.
 * @param asOf what had come when they were seen, as `readSnapshot` told it; null where their `seq` says enough
 * @returns how many are as they were seen
 */
export async function markRead(
  db: Db,
  projectId: string,
  seen: readonly Seen[],
  { readAt, asOf }: { readAt: Date; asOf: string | null },
): Promise<number> {
  const ids = seen.map(({ id }) => id)
  const seqs = seen.map(({ seq }) => seq ?? null)
  // In a database that was restored elsewhere, rows have the numbers of transactions that have not been there.
  const hadCome =
    asOf === null
      ? sql`true`
      : sql`(pg_visible_in_snapshot(r.changed_xid, ${asOf}::pg_snapshot)
          or r.changed_xid >= pg_snapshot_xmax(pg_current_snapshot()))`
  const { rows } = await sql<{ count: number }>`
    with seen as materialized (
      select r.id, r.shown_at from responses r
      join unnest(${ids}::uuid[], ${seqs}::int[]) as s (id, seq) on s.id = r.id
      where r.project_id = ${projectId} and r.id = any (${ids}::uuid[])
        and r.seq = coalesce(s.seq, r.seq) and ${hadCome}
      -- Held until they are marked, or a comment that changes just now would be; in the order in which flush locks them.
      order by r.id for share of r
    ),
    marked as (
      update inbox i set read_at = ${readAt} from seen
      where i.project_id = ${projectId} and i.shown_at = seen.shown_at and i.response_id = seen.id
        and i.read_at is null
    )
    select count(*)::int as count from seen`.execute(db)
  return rows[0]?.count ?? 0
}

/** Makes a comment unread again. */
export async function markUnread(db: Db, projectId: string, id: string): Promise<void> {
  await sql`
    update inbox i set read_at = null
    from responses r
    where r.project_id = ${projectId} and r.id = ${id}
      and i.project_id = r.project_id and i.shown_at = r.shown_at and i.response_id = r.id
      and i.read_at is not null`.execute(db)
}

/** What has come, to the transaction: with it `markRead` marks nothing that came after. */
export async function readSnapshot(db: Db): Promise<string> {
  const { rows } = await sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`.execute(db)
  const [row] = rows
  if (!row) throw new Error('Postgres told no snapshot')
  return row.snapshot
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
