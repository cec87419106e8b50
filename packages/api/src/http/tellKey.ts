import type { Key, NewKey } from '@tyck/shared/admin/keys'
import type { KeyRow } from '../domain/keys/listKeys.ts'
import type { NewKeyRow } from '../domain/keys/makeKey.ts'

/** A key as the API tells it. */
export const tellKey = ({ by, ...row }: KeyRow): Key => ({ ...tellRow(row), by })

/** The same with its text, when it is made: by who hears of it. */
export function tellNewKey({ key, ...row }: NewKeyRow): NewKey {
  return { ...tellRow(row), key }
}

function tellRow({ id, kind, name, createdAt, expiresAt, lastUsedAt }: Omit<KeyRow, 'by'>) {
  return {
    id,
    kind,
    name,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }
}
