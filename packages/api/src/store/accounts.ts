import type { Selectable } from 'kysely'
import type { Db, Tables } from './tables.ts'

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

export async function hasAccounts(db: Db): Promise<boolean> {
  return (await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) !== undefined
}

export async function renameAccount(db: Db, id: string, name: string): Promise<void> {
  await db.updateTable('accounts').set({ name }).where('id', '=', id).execute()
}

/** @param password as `createPasswords` hashes it */
export async function setPassword(db: Db, id: string, password: string, now: Date): Promise<void> {
  await db.updateTable('accounts').set({ password, password_changed_at: now }).where('id', '=', id).execute()
}
