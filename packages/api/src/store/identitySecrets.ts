import type { Db } from './tables.ts'
import type { Trx } from './transaction.ts'

/** A secret that signs identities, as far as it may be told. */
export interface IdentitySecret {
  createdAt: Date
  /** When it ends, once another has taken its place. */
  expiresAt: Date | null
}

/** The project's secrets that are valid at `now`, newest first. */
export function listIdentitySecrets(db: Db, projectId: string, now: Date): Promise<IdentitySecret[]> {
  return db
    .selectFrom('identity_secrets')
    .select(['created_at as createdAt', 'expires_at as expiresAt'])
    .where('project_id', '=', projectId)
    .where(({ eb, or }) => or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .orderBy('created_at', 'desc')
    .execute()
}

/** Adds a secret, unless the project is gone. */
export async function insertIdentitySecret(
  trx: Trx,
  projectId: string,
  secret: { id: string; sealed: Buffer; createdAt: Date },
): Promise<void> {
  await trx
    .insertInto('identity_secrets')
    .values({
      project_id: projectId,
      id: secret.id,
      sealed: secret.sealed,
      created_at: secret.createdAt,
      expires_at: null,
    })
    .execute()
}

/** Lets the secrets that stand end at `at`, and removes those that have ended, with all but the `most` newest. */
export async function retireIdentitySecrets(
  trx: Trx,
  projectId: string,
  { at, now, most }: { at: Date; now: Date; most: number },
): Promise<void> {
  await trx
    .updateTable('identity_secrets')
    .set({ expires_at: at })
    .where('project_id', '=', projectId)
    .where('expires_at', 'is', null)
    .execute()
  await trx
    .deleteFrom('identity_secrets')
    .where('project_id', '=', projectId)
    .where(({ eb, or, selectFrom }) =>
      or([
        eb('expires_at', '<=', now),
        eb(
          'id',
          'not in',
          selectFrom('identity_secrets')
            .select('id')
            .where('project_id', '=', projectId)
            .orderBy('created_at', 'desc')
            .limit(most),
        ),
      ]),
    )
    .execute()
}

export async function deleteIdentitySecrets(db: Db, projectId: string): Promise<void> {
  await db.deleteFrom('identity_secrets').where('project_id', '=', projectId).execute()
}
