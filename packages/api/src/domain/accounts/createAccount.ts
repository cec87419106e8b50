import { randomUUID } from 'node:crypto'
import { insertAccount } from '../../store/accounts.ts'
import type { Db } from '../../store/tables.ts'
import { emailKey } from './emailKey.ts'

/**
 * Makes an account, a member of nothing yet.
 * @param password as `createPasswords` hashes it
 * @returns its id; null where the address has one
 */
export async function createAccount(
  db: Db,
  { email, name, password }: { email: string; name: string; password: string },
  now: Date,
): Promise<string | null> {
  const id = randomUUID()
  const row = { id, email, email_key: emailKey(email), name, password }
  return (await insertAccount(db, { ...row, created_at: now, password_changed_at: now })) ? id : null
}
