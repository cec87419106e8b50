import { randomUUID } from 'node:crypto'
import { nobody } from '../../store/authors.ts'
import { insertProject } from '../../store/projects.ts'
import { insertSecretKey } from '../../store/secretKeys.ts'
import type { Db } from '../../store/tables.ts'
import { inTransaction, type Trx } from '../../store/transaction.ts'
import { hashSecretKey, newPublishableKey, newSecretKey } from './makeKey.ts'

/** A project's keys. The secret one is told here and never again. */
export interface ProjectKeys {
  id: string
  publishableKey: string
  secretKey: string
}

/**
 * Makes a project that any origin may post to, for people who sign in. It has no secret key until one of them makes
 * one: a key that nobody was given would work all the same.
 */
export async function createProjectForPeople(
  trx: Trx,
  name: string,
): Promise<Omit<ProjectKeys, 'secretKey'>> {
  const made = { id: randomUUID(), publishableKey: newPublishableKey() }
  await insertProject(trx, { ...made, name })
  return made
}

/** The same with a first secret key, for whoever it is printed to. */
export function createProject(db: Db, name: string): Promise<ProjectKeys> {
  return inTransaction(db, async trx => {
    const made = await createProjectForPeople(trx, name)
    const secretKey = newSecretKey()
    const hash = hashSecretKey(secretKey)
    await insertSecretKey(trx, made.id, { id: randomUUID(), name: 'First key', hash }, nobody)
    return { ...made, secretKey }
  })
}
