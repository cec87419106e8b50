import { randomBytes, randomUUID } from 'node:crypto'
import { insertIdentitySecret, retireIdentitySecrets } from '../../store/identitySecrets.ts'
import { lockProject } from '../../store/projects.ts'
import type { Db } from '../../store/tables.ts'
import { inTransaction } from '../../store/transaction.ts'
import type { Sealing } from './sealing.ts'

/** How long the secrets before a new one go on, in milliseconds: time to deploy it. */
const overlapMs = 86_400_000
/** How many older ones are kept: who repeats a request whose reply was lost must not cut off the one in use. */
const maxOlder = 4

/**
 * Makes a secret for signing identities, told here and never again; those before it end 24 hours from `now`, if not
 * sooner.
 */
export function makeIdentitySecret(
  db: Db,
  sealing: Sealing,
  projectId: string,
  now: number,
): Promise<{ secret: string; createdAt: Date }> {
  const id = randomUUID()
  const secret = `is_${randomBytes(32).toString('base64url')}`
  const createdAt = new Date(now)
  const sealed = sealing.seal(secret, ownerOf(projectId, id))
  return inTransaction(db, async trx => {
    await lockProject(trx, projectId)
    await retireIdentitySecrets(trx, projectId, {
      at: new Date(now + overlapMs),
      now: createdAt,
      most: maxOlder,
    })
    await insertIdentitySecret(trx, projectId, { id, sealed, createdAt })
    return { secret, createdAt }
  })
}

/** Whose a sealed secret is: moved to another project's row, it doesn't open. */
export const ownerOf = (projectId: string, id: string) => `identity-secret/${projectId}/${id}`
