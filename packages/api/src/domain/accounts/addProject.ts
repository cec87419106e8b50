import { insertAuditEntry } from '../../store/auditLog.ts'
import { insertMembership, isAnyOwner } from '../../store/memberships.ts'
import type { Db } from '../../store/tables.ts'
import { inTransaction } from '../../store/transaction.ts'
import { auditEntryOf } from '../keeping/auditEntryOf.ts'
import { createProjectForPeople } from '../keys/createProject.ts'

/**
 * Makes a project that an account owns.
 * @returns null where the account owns nothing: who was let in to look makes no projects, unless nobody could
 */
export function addProject(
  db: Db,
  { name, accountId }: { name: string; accountId: string },
  now: number,
): Promise<{ id: string; publishableKey: string } | null> {
  return inTransaction(db, async trx => {
    if (!(await isAnyOwner(trx, accountId)) && (await isAnyOwner(trx))) return null
    const made = await createProjectForPeople(trx, name)
    await insertMembership(trx, { projectId: made.id, accountId, role: 'owner', createdAt: new Date(now) })
    const by = { project: made, keyId: null, account: { id: accountId } }
    const entry = { method: 'POST', operation: 'createProject', target: null }
    await insertAuditEntry(trx, auditEntryOf(by, entry, now))
    return made
  })
}
