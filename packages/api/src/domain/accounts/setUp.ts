import { hasAccounts } from '../../store/accounts.ts'
import { adoptProjects } from '../../store/memberships.ts'
import { deleteSetupTokens, insertSetupToken, isSetupToken, lockSetup } from '../../store/setupTokens.ts'
import type { Db } from '../../store/tables.ts'
import { inTransaction } from '../../store/transaction.ts'
import { createProjectForPeople } from '../keys/createProject.ts'
import { createAccount } from './createAccount.ts'
import type { Passwords } from './passwords.ts'
import { hashToken, linkMs, newToken } from './tokens.ts'

/** A token for the set-up link, while there is no account; null once there is one. Those before it go on. */
export async function makeSetupToken(db: Db, now: number): Promise<string | null> {
  if (await hasAccounts(db)) return null
  const { token, hash } = newToken()
  await insertSetupToken(db, { hash, createdAt: new Date(now), expiresAt: new Date(now + linkMs.setup) })
  return token
}

/** Whether `token` sets up at `now`: looked at before a password is hashed for it. */
export async function maySetUp(db: Db, token: string, now: number): Promise<boolean> {
  return isSetupToken(db, hashToken(token), new Date(now))
}

/**
 * Makes the first account and its project, and gives it every project that nobody has: who set this up made them.
 * @returns null where somebody else was first
 */
export async function setUp(
  db: Db,
  passwords: Passwords,
  given: { token: string; email: string; name: string; password: string; project: { name: string } },
  now: number,
): Promise<{ accountId: string; projectId: string } | null> {
  const { token, email, name } = given
  const password = await passwords.hash(given.password)
  const at = new Date(now)
  return inTransaction(db, async trx => {
    await lockSetup(trx)
    if (!(await isSetupToken(trx, hashToken(token), at)) || (await hasAccounts(trx))) return null
    const id = await createAccount(trx, { email, name, password }, at)
    if (id === null) return null
    const project = await createProjectForPeople(trx, given.project.name)
    await adoptProjects(trx, id, at)
    await deleteSetupTokens(trx)
    return { accountId: id, projectId: project.id }
  })
}
