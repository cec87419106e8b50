import { type AccountRow, holdPassword, lockAccount, setPassword } from '../../store/accounts.ts'
import { insertAuditEntry } from '../../store/auditLog.ts'
import { listProjectsOf, ownsAllOf } from '../../store/memberships.ts'
import { deletePasswordResets, putPasswordReset, takePasswordReset } from '../../store/passwordResets.ts'
import { deleteSessionsOf } from '../../store/sessions.ts'
import type { Db } from '../../store/tables.ts'
import { inTransaction, type Trx } from '../../store/transaction.ts'
import { auditEntryOf } from '../keeping/auditEntryOf.ts'
import type { Passwords } from './passwords.ts'
import { startSession } from './sessions.ts'
import { hashToken, linkMs, newToken } from './tokens.ts'

/**
 * Makes the token of a link that sets an account's password; those before it end.
 * @param by the account of the owner who makes it, or who runs the service
 */
export function makePasswordReset(
  db: Db,
  { accountId, by }: { accountId: string; by: string | 'service' },
  now: number,
): Promise<{ token: string; expiresAt: Date }> {
  const { token, hash } = newToken()
  const expiresAt = new Date(now + linkMs.reset)
  return inTransaction(db, async trx => {
    await putPasswordReset(trx, { hash, accountId, madeBy: by, createdAt: new Date(now), expiresAt })
    return { token, expiresAt }
  })
}

/**
 * Sets the password that a link was made for, ends every session and begins another.
 * @param before the token of the session that the browser had, which ends
 * @returns its token; null where the link was used meanwhile, or who made it may not let the account in any more
 */
export async function resetPassword(
  db: Db,
  passwords: Passwords,
  { token, accountId, password }: { token: string; accountId: string; password: string },
  { now, before }: { now: number; before: string | null },
): Promise<string | null> {
  const kept = await passwords.hash(password)
  return inTransaction(db, async trx => {
    // Who accepts an invitation at the same time goes before, and is seen here, or after, with another password.
    await lockAccount(trx, accountId)
    const reset = await takePasswordReset(trx, hashToken(token))
    if (!reset) return null
    if (!reset.by_service && !(await mayLetIn(trx, reset.made_by, accountId))) return null
    await replace(trx, { accountId, kept, operation: 'resetPassword' }, now)
    return startSession(trx, accountId, now, before)
  })
}

/**
 * Whether somebody may set a member's password: they own every project that the member is in, and there is one. Else
 * they could enter another's project by it. Asked when a link is made, and again when it is used.
 */
export async function mayLetIn(db: Db, ownerId: string | null, memberId: string): Promise<boolean> {
  if (ownerId === null) return false
  const { length } = await listProjectsOf(db, memberId)
  return length > 0 && (await ownsAllOf(db, ownerId, memberId))
}

/**
 * Sets another password, and ends every session but one.
 * @param account as it was when its present password was compared
 * @param session the one that goes on, as its row has it
 * @returns false where its password was changed meanwhile, and nothing is done
 */
export async function changePassword(
  db: Db,
  passwords: Passwords,
  { account, password, session }: { account: AccountRow; password: string; session: Buffer },
  now: number,
): Promise<boolean> {
  const kept = await passwords.hash(password)
  return inTransaction(db, async trx => {
    if (!(await holdPassword(trx, account))) return false
    await replace(trx, { accountId: account.id, kept, operation: 'changePassword', session }, now)
    return true
  })
}

/** Links that were made before end, too; and the owners of every project hear of it. */
async function replace(
  trx: Trx,
  {
    accountId,
    kept,
    operation,
    session,
  }: { accountId: string; kept: string; operation: string; session?: Buffer },
  now: number,
): Promise<void> {
  await setPassword(trx, accountId, kept, new Date(now))
  await deletePasswordResets(trx, accountId)
  await deleteSessionsOf(trx, accountId, session)
  for (const project of await listProjectsOf(trx, accountId)) {
    const by = { project, keyId: null, account: { id: accountId } }
    await insertAuditEntry(trx, auditEntryOf(by, { method: 'PUT', operation, target: accountId }, now))
  }
}
