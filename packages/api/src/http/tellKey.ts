import type { Key, NewKey } from '@tyck/shared/admin/keys'
import type { KeyRow } from '../domain/keys/listKeys.ts'
import type { NewKeyRow } from '../domain/keys/makeKey.ts'

/** A key as the API tells it. */
export function tellKey({ id, kind, name, createdAt, expiresAt, lastUsedAt }: KeyRow): Key {
  return {
    id,
    kind,
    name,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }
}

/** The same with its text, when it is made. */
export function tellNewKey({ key, ...row }: NewKeyRow): NewKey {
  return { ...tellKey(row), key }
}
