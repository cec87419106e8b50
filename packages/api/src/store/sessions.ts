import type { Selectable } from 'kysely'
import type { AccountRow } from './accounts.ts'
import type { Db, Tables } from './tables.ts'

export type SessionRow = Selectable<Tables['sessions']>

export async function insertSession(db: Db, session: SessionRow): Promise<void> {
  await db.insertInto('sessions').values(session).execute()
}

/** A session that began after `begunAfter` and was used after `usedAfter`, with whose it is. */
export function findSession(
  db: Db,
  hash: Buffer,
  { begunAfter, usedAfter }: { begunAfter: Date; usedAfter: Date },
): Promise<(Pick<AccountRow, 'id' | 'email' | 'name'> & { usedAt: Date }) | undefined> {
  return db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .select(['accounts.id', 'accounts.email', 'accounts.name', 'sessions.used_at as usedAt'])
    .where('sessions.hash', '=', hash)
    .where('sessions.created_at', '>', begunAfter)
    .where('sessions.used_at', '>', usedAfter)
    .executeTakeFirst()
}

/** Notes that a session is in use. */
export async function touchSession(db: Db, hash: Buffer, now: Date): Promise<void> {
  await db.updateTable('sessions').set({ used_at: now }).where('hash', '=', hash).execute()
}

export async function deleteSession(db: Db, hash: Buffer): Promise<void> {
  await db.deleteFrom('sessions').where('hash', '=', hash).execute()
}

/** Ends every session of an account, but `except`. */
export async function deleteSessionsOf(db: Db, accountId: string, except?: Buffer): Promise<void> {
  let query = db.deleteFrom('sessions').where('account_id', '=', accountId)
  if (except) query = query.where('hash', '!=', except)
  await query.execute()
}

/** Forgets sessions that are over. */
export async function deleteSessionsBefore(
  db: Db,
  { begunAfter, usedAfter }: { begunAfter: Date; usedAfter: Date },
): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where(({ or, eb }) => or([eb('created_at', '<=', begunAfter), eb('used_at', '<=', usedAfter)]))
    .execute()
}
