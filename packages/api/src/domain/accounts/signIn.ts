import { findAccountByEmail, setPassword } from '../../store/accounts.ts'
import type { Db } from '../../store/tables.ts'
import { emailKey } from './emailKey.ts'
import type { Passwords } from './passwords.ts'

/**
 * The id of the account that address and password open; null where they open none, in the same time whether there is an
 * account or not. A password that is kept at another cost than today's is kept anew.
 */
export async function signIn(
  db: Db,
  passwords: Passwords,
  { email, password }: { email: string; password: string },
): Promise<string | null> {
  const account = await findAccountByEmail(db, emailKey(email))
  if (!(await passwords.matches(password, account?.password)) || !account) return null
  if (passwords.isOutdated(account.password)) {
    await setPassword(db, account.id, await passwords.hash(password), account.password_changed_at)
  }
  return account.id
}
