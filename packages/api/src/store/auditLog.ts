import { type Selectable, sql } from 'kysely'
import type { Position } from './readResponses.ts'
import type { Db, Tables } from './tables.ts'

export type AuditEntry = Selectable<Tables['audit_log']>

/** Who an entry's account is now; null where there is none, or it is gone. */
interface Who {
  accountName: string | null
  accountEmail: string | null
}

export async function insertAuditEntry(db: Db, entry: AuditEntry): Promise<void> {
  await db.insertInto('audit_log').values(entry).execute()
}

/** Adds an entry unless the key has one of the same operation since `since`: who repeats something fills no disk. */
export async function insertAuditEntryOnce(db: Db, entry: AuditEntry, since: Date): Promise<void> {
  await sql`
    insert into audit_log (project_id, id, at, key_id, account_id, method, operation, target)
    select ${entry.project_id}::uuid, ${entry.id}::uuid, ${entry.at}::timestamptz, ${entry.key_id}::uuid,
      ${entry.account_id}::uuid, ${entry.method}, ${entry.operation}, ${entry.target}
    where not exists (
      select from audit_log
      where project_id = ${entry.project_id}::uuid and operation = ${entry.operation} and at > ${since}
        and key_id is not distinct from ${entry.key_id}::uuid
    )`.execute(db)
}

/** Up to `limit` of a project's entries after `after`, the latest first, each with its time to the microsecond. */
export async function readAuditLog(
  db: Db,
  projectId: string,
  limit: number,
  after: Position | null,
): Promise<(Omit<AuditEntry, 'project_id'> & Who & { position: string })[]> {
  let query = db
    .selectFrom('audit_log')
    .leftJoin('accounts', 'accounts.id', 'audit_log.account_id')
    .select([
      'audit_log.id',
      'at',
      'key_id',
      'account_id',
      'accounts.name as accountName',
      'accounts.email as accountEmail',
      'method',
      'operation',
      'target',
      'role',
      sql<string>`to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('position'),
    ])
    .where('project_id', '=', projectId)
    .orderBy('at', 'desc')
    .orderBy('audit_log.id', 'desc')
    .limit(limit)
  if (after) {
    query = query.where(sql<boolean>`(at, audit_log.id) < (${after.shownAt}::timestamptz, ${after.id}::uuid)`)
  }
  return query.execute()
}
