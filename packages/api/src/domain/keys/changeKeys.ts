import { lockProject } from '../../store/projects.ts'
import { deletePublishableKey, replacePublishableKey } from '../../store/publishableKeys.ts'
import { endSecretKey, revokeSecretKey } from '../../store/secretKeys.ts'
import type { Db } from '../../store/tables.ts'
import { inTransaction, type Trx } from '../../store/transaction.ts'
import type { Act } from '../publishing/changeTouchpoint.ts'
import { type KeyRow, listKeys } from './listKeys.ts'
import { makeSecretKey, mostKeys, type NewKeyRow, newPublishableKey } from './makeKey.ts'

/** Why a project's keys stay as they are. */
export type KeyRefusal = 'unknown-key' | 'too-many-keys' | 'last-key' | 'key-replaced'

const hourMs = 3_600_000
/** Time to deploy a secret key; and for pages, apps and what browsers have yet to send, which they try for 7 days. */
const overlapHoursOf = { secret: 24, publishable: 168 }

/** Adds a secret key that people call `name`. */
export function addKey(
  db: Db,
  projectId: string,
  name: string,
  act: Act,
): Promise<NewKeyRow | 'too-many-keys'> {
  return withKeys(db, projectId, act.now, async (trx, keys) =>
    isFull(keys, 'secret') ? 'too-many-keys' : makeSecretKey(trx, projectId, name, act),
  )
}

/**
 * Puts a new key in the place of the one with `id`, which goes on for `overlapHours`, if it had not been about to end
 * sooner. Who lost the reply may rotate a secret key once more; a publishable one is replaced once, for it can be read.
 */
export function rotateKey(
  db: Db,
  projectId: string,
  { id, overlapHours }: { id: string; overlapHours: number | undefined },
  act: Act,
): Promise<NewKeyRow | KeyRefusal> {
  const { now } = act
  return withKeys(db, projectId, now, async (trx, keys) => {
    const old = find(keys, id)
    if (!old) return 'unknown-key'
    if (isFull(keys, old.kind)) return 'too-many-keys'
    const endsAt = new Date(now + (overlapHours ?? overlapHoursOf[old.kind]) * hourMs)
    if (old.kind === 'secret') {
      if (old.expiresAt === null || old.expiresAt > endsAt) await endSecretKey(trx, projectId, old.id, endsAt)
      return makeSecretKey(trx, projectId, old.name ?? '', act)
    }
    if (old.expiresAt !== null) return 'key-replaced'
    const key = newPublishableKey()
    const createdAt = new Date(now)
    await replacePublishableKey(
      trx,
      projectId,
      { ...old, key: old.id },
      { key, now: createdAt, expiresAt: endsAt },
    )
    return { id: key, kind: 'publishable', name: null, createdAt, expiresAt: null, lastUsedAt: null, key }
  })
}

/** Ends the key with `id` at once; of each kind one without an end stays, or nobody could reach the project. */
export function revokeKey(
  db: Db,
  projectId: string,
  id: string,
  now: number,
): Promise<'revoked' | KeyRefusal> {
  return withKeys(db, projectId, now, async (trx, keys) => {
    const key = find(keys, id)
    if (!key) return 'unknown-key'
    const lasting = keys.filter(each => each.kind === key.kind && each.expiresAt === null)
    if (key.expiresAt === null && lasting.length === 1) return 'last-key'
    if (key.kind === 'secret') await revokeSecretKey(trx, projectId, key.id, new Date(now))
    else await deletePublishableKey(trx, projectId, key.id)
    return 'revoked'
  })
}

/** Two who change keys at the same time go one after the other: each sees what the other did. */
function withKeys<T>(
  db: Db,
  projectId: string,
  now: number,
  work: (trx: Trx, keys: KeyRow[]) => Promise<T>,
): Promise<T> {
  return inTransaction(db, async trx => {
    await lockProject(trx, projectId)
    return work(trx, await listKeys(trx, projectId, now))
  })
}

const isFull = (keys: readonly KeyRow[], kind: KeyRow['kind']) =>
  keys.filter(key => key.kind === kind).length >= mostKeys

/** Postgres writes UUIDs in lower case. */
const find = (keys: readonly KeyRow[], id: string) =>
  keys.find(key => key.id === (id.startsWith('pk_') ? id : id.toLowerCase()))
