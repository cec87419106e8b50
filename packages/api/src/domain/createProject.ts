import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { insertProject, insertSecretKey } from '../store/projects.ts'
import type { Db } from '../store/tables.ts'
import { inTransaction } from '../store/transaction.ts'

/** A project's keys. The secret one is told here and never again. */
export interface ProjectKeys {
  id: string
  publishableKey: string
  secretKey: string
}

/** Makes a project that any origin may post to, with one key of each kind. */
export function createProject(db: Db, name: string): Promise<ProjectKeys> {
  const keys = {
    id: randomUUID(),
    publishableKey: `pk_${randomBytes(16).toString('base64url')}`,
    secretKey: `sk_${randomBytes(32).toString('base64url')}`,
  }
  return inTransaction(db, async trx => {
    await insertProject(trx, { ...keys, name })
    const hash = hashSecretKey(keys.secretKey)
    await insertSecretKey(trx, keys.id, { id: randomUUID(), name: 'First key', hash })
    return keys
  })
}

/** What is kept of a secret key: it has 256 random bits, so that a plain hash is enough. */
export function hashSecretKey(secretKey: string): Buffer {
  return createHash('sha256').update(secretKey).digest()
}
