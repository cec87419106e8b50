import { randomUUID } from 'node:crypto'
import type { AuditEntry } from '../../store/auditLog.ts'

/** An entry of the audit log: who (null for the demo's key) asks by `method` for `operation`, at `now` (ms since 1970). */
export function auditEntryOf(
  { project, keyId }: { project: { id: string }; keyId: string | null },
  { method, operation, target }: Pick<AuditEntry, 'method' | 'operation' | 'target'>,
  now: number,
): AuditEntry {
  return {
    project_id: project.id,
    id: randomUUID(),
    at: new Date(now),
    key_id: keyId,
    method,
    operation,
    target,
  }
}
