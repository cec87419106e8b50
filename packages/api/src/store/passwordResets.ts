import type { AccountRow } from './accounts.ts'
import type { Db } from './tables.ts'
import type { Trx } from './transaction.ts'

/** Adds a reset in the place of those that the account has. */
export async function putPasswordReset(
  trx: Trx,
  reset: { hash: Buffer; accountId: string; madeBy: string | 'service'; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await deletePasswordResets(trx, reset.accountId)
  await trx
    .insertInto('password_resets')
    .values({
      hash: reset.hash,
      account_id: reset.accountId,
      made_by: reset.madeBy === 'service' ? null : reset.madeBy,
      by_service: reset.madeBy === 'service',
      created_at: reset.createdAt,
      expires_at: reset.expiresAt,
    })
    .execute()
}

/** Whose password a token sets at `now`. */
export function findPasswordReset(
  db: Db,
  hash: Buffer,
  now: Date,
): Promise<Pick<AccountRow, 'id' | 'email' | 'name'> | undefined> {
  return db
    .selectFrom('password_resets')
    .innerJoin('accounts', 'accounts.id', 'password_resets.account_id')
    .select(['accounts.id', 'accounts.email', 'accounts.name'])
    .where('hash', '=', hash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Takes a reset away, which nobody else gets then; undefined where it was not there. */
export function takePasswordReset(
  trx: Trx,
  hash: Buffer,
): Promise<{ made_by: string | null; by_service: boolean } | undefined> {
  return trx
    .deleteFrom('password_resets')
    .where('hash', '=', hash)
    .returning(['made_by', 'by_service'])
    .executeTakeFirst()
}

/** Takes all resets of an account away. */
export async function deletePasswordResets(db: Db, accountId: string): Promise<void> {
  await db.deleteFrom('password_resets').where('account_id', '=', accountId).execute()
}

/** Forgets what was over at `now`. */
export async function deletePasswordResetsBefore(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('password_resets').where('expires_at', '<=', now).execute()
}
