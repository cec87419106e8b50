import type { Db } from './tables.ts'
import type { Trx } from './transaction.ts'

/** A publishable key: the present one, or a former one that has not ended. */
export interface PublishableKey {
  key: string
  createdAt: Date
  /** null for the present one. */
  expiresAt: Date | null
}

/** The project's publishable keys that are valid at `now`, the present one first. */
export async function listPublishableKeys(db: Db, projectId: string, now: Date): Promise<PublishableKey[]> {
  const present = await db
    .selectFrom('projects')
    .select(['publishable_key as key', 'publishable_key_created_at as createdAt'])
    .where('id', '=', projectId)
    .execute()
  const former = await db
    .selectFrom('former_publishable_keys')
    .select(['key', 'created_at as createdAt', 'expires_at as expiresAt'])
    .where('project_id', '=', projectId)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .orderBy('key')
    .execute()
  return [...present.map(each => ({ ...each, expiresAt: null })), ...former]
}

/** Puts `key` in the place of `before`, which goes on until `expiresAt`; removes those that have ended. */
export async function replacePublishableKey(
  trx: Trx,
  projectId: string,
  before: PublishableKey,
  { key, now, expiresAt }: { key: string; now: Date; expiresAt: Date },
): Promise<void> {
  await trx
    .deleteFrom('former_publishable_keys')
    .where('project_id', '=', projectId)
    .where('expires_at', '<=', now)
    .execute()
  await trx
    .insertInto('former_publishable_keys')
    .values({ project_id: projectId, key: before.key, created_at: before.createdAt, expires_at: expiresAt })
    .execute()
  await trx
    .updateTable('projects')
    .set({ publishable_key: key, publishable_key_created_at: now })
    .where('id', '=', projectId)
    .execute()
}

/** Ends a former key. */
export async function deletePublishableKey(trx: Trx, projectId: string, key: string): Promise<void> {
  await trx
    .deleteFrom('former_publishable_keys')
    .where('project_id', '=', projectId)
    .where('key', '=', key)
    .execute()
}
