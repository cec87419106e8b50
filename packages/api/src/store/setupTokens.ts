import { sql } from 'kysely'
import type { Db } from './tables.ts'
import type { Trx } from './transaction.ts'

/** Adds a token and forgets those that ended before `now`. */
export async function insertSetupToken(
  db: Db,
  token: { hash: Buffer; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await db.deleteFrom('setup_tokens').where('expires_at', '<=', token.createdAt).execute()
  await db
    .insertInto('setup_tokens')
    .values({ hash: token.hash, created_at: token.createdAt, expires_at: token.expiresAt })
    .execute()
}

export async function isSetupToken(db: Db, hash: Buffer, now: Date): Promise<boolean> {
  const found = await db
    .selectFrom('setup_tokens')
    .select('hash')
    .where('hash', '=', hash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return found !== undefined
}

/** Lets nobody else set up before the transaction ends. */
export async function lockSetup(trx: Trx): Promise<void> {
  await sql`lock table setup_tokens in exclusive mode`.execute(trx)
}

export async function deleteSetupTokens(trx: Trx): Promise<void> {
  await trx.deleteFrom('setup_tokens').execute()
}
