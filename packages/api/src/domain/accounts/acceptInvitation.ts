import { type AccountRow, findAccountByEmail, holdPassword } from '../../store/accounts.ts'
import { insertAuditEntry } from '../../store/auditLog.ts'
import { type InvitationRow, takeInvitation } from '../../store/invitations.ts'
import { insertMembership } from '../../store/memberships.ts'
import { lockProject } from '../../store/projects.ts'
import type { Db } from '../../store/tables.ts'
import { inTransaction, type Trx } from '../../store/transaction.ts'
import { auditEntryOf } from '../keeping/auditEntryOf.ts'
import { createAccount } from './createAccount.ts'
import type { Passwords } from './passwords.ts'
import { startSession } from './sessions.ts'

/** Whom an invitation is for, where they have an account. */
export const invitedAccount = (db: Db, { email_key: key }: InvitationRow): Promise<AccountRow | undefined> =>
  findAccountByEmail(db, key)

/**
 * Makes who was invited a member, and begins a session: of an account that is there, as it was when its password was
 * compared, or of a new one.
 * @param before the token of the session that the browser had, which ends
 * @returns null where the invitation was taken or ended meanwhile, the password changed, or the address has got an
 *   account
 */
export async function acceptInvitation(
  db: Db,
  passwords: Passwords,
  invitation: InvitationRow,
  who: { account: AccountRow } | { name: string; password: string },
  { now, before }: { now: number; before: string | null },
): Promise<{ accountId: string; token: string } | null> {
  const kept = 'password' in who ? await passwords.hash(who.password) : null
  return inTransaction(db, async trx => {
    const { project_id: projectId, id: target, email, role, hash } = invitation
    if ('account' in who && !(await holdPassword(trx, who.account))) return null
    await lockProject(trx, projectId)
    if (!(await takeInvitation(trx, projectId, hash))) return null
    const accountId = 'account' in who ? who.account.id : await make(trx, email, who.name, kept ?? '', now)
    if (accountId === null) return null
    await insertMembership(trx, { projectId, accountId, role, createdAt: new Date(now) })
    const by = { project: { id: projectId }, keyId: null, account: { id: accountId } }
    const entry = { method: 'POST', operation: 'acceptInvitation', target, role }
    await insertAuditEntry(trx, auditEntryOf(by, entry, now))
    return { accountId, token: await startSession(trx, accountId, now, before) }
  })
}

const make = (trx: Trx, email: string, name: string, password: string, now: number) =>
  createAccount(trx, { email, name, password }, new Date(now))
