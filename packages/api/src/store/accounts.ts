import type { Selectable } from 'kysely'
import type { Db, Tables } from './tables.ts'
import type { Trx } from './transaction.ts'

export type AccountRow = Selectable<Tables['accounts']>

/** Adds an account, unless its address has one; says whether it did. */
export async function insertAccount(db: Db, account: AccountRow): Promise<boolean> {
  const row = await db
    .insertInto('accounts')
    .values(account)
    .onConflict(conflict => conflict.column('email_key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The account of an address, by its `emailKey`. */
export function findAccountByEmail(db: Db, key: string): Promise<AccountRow | undefined> {
  return db.selectFrom('accounts').selectAll().where('email_key', '=', key).executeTakeFirst()
}

export function findAccount(db: Db, id: string): Promise<AccountRow | undefined> {
  return db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Holds an account for the transaction: another that holds it waits. Its memberships can be written meanwhile. */
export function lockAccount(trx: Trx, id: string): Promise<AccountRow | undefined> {
  return trx.selectFrom('accounts').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
}

export async function hasAccounts(db: Db): Promise<boolean> {
  return (await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) !== undefined
}

export async function renameAccount(db: Db, id: string, name: string): Promise<void> {
  await db.updateTable('accounts').set({ name }).where('id', '=', id).execute()
}

/**
 * Whether this still is what is kept of an account's password; if so, nothing changes it before the transaction ends. To
 * compare a password takes long enough for another to be set meanwhile.
 */
export async function holdPassword(
  trx: Trx,
  { id, password }: Pick<AccountRow, 'id' | 'password'>,
): Promise<boolean> {
  const row = await trx
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', id)
    .where('password', '=', password)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row !== undefined
}

/** @param password as `createPasswords` hashes it */
export async function setPassword(db: Db, id: string, password: string, now: Date): Promise<void> {
  await db.updateTable('accounts').set({ password, password_changed_at: now }).where('id', '=', id).execute()
}
