import { randomUUID } from 'node:crypto'
import type { Role } from '@tyck/shared/admin/accounts'
import { findAccountByEmail } from '../../store/accounts.ts'
import { insertAuditEntry } from '../../store/auditLog.ts'
import { type InvitationRow, listInvitations, putInvitation } from '../../store/invitations.ts'
import { findRole } from '../../store/memberships.ts'
import { lockProject } from '../../store/projects.ts'
import type { Db } from '../../store/tables.ts'
import { inTransaction } from '../../store/transaction.ts'
import { auditEntryOf } from '../keeping/auditEntryOf.ts'
import { emailKey } from './emailKey.ts'
import { linkMs, newToken } from './tokens.ts'

/** The most invitations of a project that may be open at once. */
export const mostInvitations = 200

/**
 * Invites an address into a project, in the place of an earlier invitation, and notes it. The token is told here and never
 * again.
 */
export function invite(
  db: Db,
  projectId: string,
  { email, role, by }: { email: string; role: Role; by: string },
  now: number,
): Promise<{ token: string; invitation: InvitationRow } | 'already-member' | 'too-many-invitations'> {
  const key = emailKey(email)
  return inTransaction(db, async trx => {
    await lockProject(trx, projectId)
    const account = await findAccountByEmail(trx, key)
    if (account && (await findRole(trx, projectId, account.id))) return 'already-member'
    const open = await listInvitations(trx, projectId, new Date(now))
    if (open.filter(each => each.email_key !== key).length >= mostInvitations) return 'too-many-invitations'
    const { token, hash } = newToken()
    const invitation = {
      project_id: projectId,
      id: randomUUID(),
      hash,
      email,
      email_key: key,
      role,
      invited_by: by,
      created_at: new Date(now),
      expires_at: new Date(now + linkMs.invitation),
    }
    await putInvitation(trx, invitation)
    const who = { project: { id: projectId }, keyId: null, account: { id: by } }
    const entry = { method: 'POST', operation: 'createInvitation', target: invitation.id, role }
    await insertAuditEntry(trx, auditEntryOf(who, entry, now))
    return { token, invitation }
  })
}
