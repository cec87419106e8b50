import type { Selectable } from 'kysely'
import type { Db, Tables } from './tables.ts'

export type AccountRow = Selectable<Tables['accounts']>

export async function insertAccount(db: Db, account: AccountRow): Promise<void> {
  await db.insertInto('accounts').values(account).execute()
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

/** @param password as `createPasswords` hashes it */
export async function setPassword(db: Db, id: string, password: string, now: Date): Promise<void> {
  await db.updateTable('accounts').set({ password, password_changed_at: now }).where('id', '=', id).execute()
}
