import type { AuthorRow } from './authors.ts'
import type { Db } from './tables.ts'
import type { Trx } from './transaction.ts'

/** A secret key, as far as it may be told. */
export interface SecretKey {
  id: string
  name: string
  createdAt: Date
  /** When it ends, once another has taken its place. */
  expiresAt: Date | null
  /** To the hour; null where it never was. */
  lastUsedAt: Date | null
  /** Whose account made it, with their present name; null where it is not known. */
  byAccount: string | null
  byName: string | null
}

/** The project's secret keys that are valid at `now`, newest first. */
export function listSecretKeys(db: Db, projectId: string, now: Date): Promise<SecretKey[]> {
  return db
    .selectFrom('secret_keys')
    .leftJoin('accounts', 'accounts.id', 'by_account')
    .select([
      'secret_keys.id',
      'secret_keys.name',
      'secret_keys.created_at as createdAt',
      'expires_at as expiresAt',
      'last_used_at as lastUsedAt',
      'by_account as byAccount',
      'accounts.name as byName',
    ])
    .where('project_id', '=', projectId)
    .where('revoked_at', 'is', null)
    .where(({ eb, or }) => or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .orderBy('secret_keys.created_at', 'desc')
    .orderBy('secret_keys.id')
    .execute()
}

/** Adds a secret key, of which only the SHA-256 is kept. What a key makes is by who made that key. */
export async function insertSecretKey(
  db: Db,
  projectId: string,
  { id, name, hash, createdAt }: { id: string; name: string; hash: Buffer; createdAt?: Date },
  { by_account, by_key }: AuthorRow,
): Promise<void> {
  await db
    .insertInto('secret_keys')
    .values(eb => ({
      project_id: projectId,
      id,
      name,
      hash,
      ...(createdAt ? { created_at: createdAt } : {}),
      by_account:
        by_account ??
        eb
          .selectFrom('secret_keys as maker')
          .select('maker.by_account')
          .where('maker.project_id', '=', projectId)
          .where('maker.id', '=', by_key),
    }))
    .execute()
}

export async function noteKeyUse(db: Db, projectId: string, id: string, at: Date): Promise<void> {
  await db
    .updateTable('secret_keys')
    .set({ last_used_at: at })
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .execute()
}

/** Lets a key end at `at`. */
export async function endSecretKey(trx: Trx, projectId: string, id: string, at: Date): Promise<void> {
  await trx
    .updateTable('secret_keys')
    .set({ expires_at: at })
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .execute()
}

/** Ends a key for good. Its row stays: the audit log names it. */
export async function revokeSecretKey(trx: Trx, projectId: string, id: string, at: Date): Promise<void> {
  await trx
    .updateTable('secret_keys')
    .set({ revoked_at: at })
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .execute()
}
