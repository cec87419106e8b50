import type { Key } from '@tyck/shared/admin/keys'
import { listPublishableKeys } from '../../store/publishableKeys.ts'
import { listSecretKeys } from '../../store/secretKeys.ts'
import type { Db } from '../../store/tables.ts'

/** A key as the database has it. */
export type KeyRow = Omit<Key, 'createdAt' | 'expiresAt' | 'lastUsedAt'> & {
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
}

/** What opens the project at `now` (milliseconds since 1970): publishable keys first, each kind newest first. */
export async function listKeys(db: Db, projectId: string, now: number): Promise<KeyRow[]> {
  const publishable = await listPublishableKeys(db, projectId, new Date(now))
  const secret = await listSecretKeys(db, projectId, new Date(now))
  return [
    ...publishable.map(({ key, ...times }) => ({
      id: key,
      kind: 'publishable' as const,
      name: null,
      lastUsedAt: null,
      by: null,
      ...times,
    })),
    ...secret.map(({ byAccount, byName, ...each }) => ({
      ...each,
      kind: 'secret' as const,
      by: byAccount === null ? null : { kind: 'account' as const, id: byAccount, name: byName },
    })),
  ]
}
