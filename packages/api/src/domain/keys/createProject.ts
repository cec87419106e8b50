import { randomUUID } from 'node:crypto'
import { insertProject } from '../../store/projects.ts'
import { insertSecretKey } from '../../store/secretKeys.ts'
import type { Db } from '../../store/tables.ts'
import { inTransaction } from '../../store/transaction.ts'
import { hashSecretKey, newPublishableKey, newSecretKey } from './makeKey.ts'

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
    publishableKey: newPublishableKey(),
    secretKey: newSecretKey(),
  }
  return inTransaction(db, async trx => {
    await insertProject(trx, { ...keys, name })
    const hash = hashSecretKey(keys.secretKey)
    await insertSecretKey(trx, keys.id, { id: randomUUID(), name: 'First key', hash })
    return keys
  })
}
