import { randomUUID } from 'node:crypto'
import type { AuditEntry } from '../../store/auditLog.ts'

/**
 * An entry of the audit log: who asks by `method` for `operation`, at `now` (ms since 1970): somebody who is signed in, or
 * a key, which is null for the demo's.
 */
export function auditEntryOf(
  {
    project,
    keyId,
    account,
  }: { project: { id: string }; keyId: string | null; account: { id: string } | null },
  {
    method,
    operation,
    target,
    role = null,
  }: Pick<AuditEntry, 'method' | 'operation' | 'target'> & Partial<Pick<AuditEntry, 'role'>>,
  now: number,
): AuditEntry {
  return {
    project_id: project.id,
    id: randomUUID(),
    at: new Date(now),
    key_id: keyId,
    account_id: account?.id ?? null,
    method,
    operation,
    target,
    role,
  }
}
