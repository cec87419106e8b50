import { type AccountRow, findAccountByEmail, holdPassword, setPassword } from '../../store/accounts.ts'
import type { Db } from '../../store/tables.ts'
import { inTransaction } from '../../store/transaction.ts'
import { emailKey } from './emailKey.ts'
import type { Passwords } from './passwords.ts'
import { startSession } from './sessions.ts'

/**
 * Begins a session of the account that address and password open; null where they open none, in the same time whether
 * there is an account or not. A password that is kept at another cost than today's is kept anew.
 * @param before the token of the session that the browser had, which ends
 */
export async function signIn(
  db: Db,
  passwords: Passwords,
  given: { email: string; password: string },
  { now, before }: { now: number; before: string | null },
): Promise<{ account: AccountRow; token: string } | null> {
  const account = await findAccountByEmail(db, emailKey(given.email))
  if (!(await passwords.matches(given.password, account?.password)) || !account) return null
  const anew = passwords.isOutdated(account.password) ? await passwords.hash(given.password) : null
  const token = await inTransaction(db, async trx => {
    if (!(await holdPassword(trx, account))) return null
    if (anew !== null) await setPassword(trx, account.id, anew, account.password_changed_at)
    return startSession(trx, account.id, now, before)
  })
  // Somebody set another meanwhile, which ended every session; or this one was kept anew.
  return token === null ? signIn(db, passwords, given, { now, before }) : { account, token }
}
