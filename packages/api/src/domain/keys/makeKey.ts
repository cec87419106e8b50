import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { AuthorRow } from '../../store/authors.ts'
import { insertSecretKey } from '../../store/secretKeys.ts'
import type { Db } from '../../store/tables.ts'
import type { KeyRow } from './listKeys.ts'

/** A key with its text: of a secret one nobody has that again. */
export type NewKeyRow = Omit<KeyRow, 'by'> & { key: string }

/** The most keys of a kind that may open a project at once. */
export const mostKeys = 50

export const newPublishableKey = () => `pk_${randomBytes(16).toString('base64url')}`

export const newSecretKey = () => `sk_${randomBytes(32).toString('base64url')}`

/** What is kept of a secret key: it has 256 random bits, so that a plain hash is enough. */
export function hashSecretKey(secretKey: string): Buffer {
  return createHash('sha256').update(secretKey).digest()
}

/** Adds a secret key that has no end. */
export async function makeSecretKey(
  db: Db,
  projectId: string,
  name: string,
  { now, by }: { now: number; by: AuthorRow },
): Promise<NewKeyRow> {
  const key = newSecretKey()
  const row = { id: randomUUID(), name, createdAt: new Date(now) }
  await insertSecretKey(db, projectId, { ...row, hash: hashSecretKey(key) }, by)
  return { ...row, kind: 'secret', expiresAt: null, lastUsedAt: null, key }
}
