import type { Author } from '@tyck/shared/admin/author'
import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** Who did something, by id: an account or a key. Both are null where it is not known. */
export interface AuthorRow {
  by_account: string | null
  by_key: string | null
}

/** For what the service does by itself. */
export const nobody: AuthorRow = { by_account: null, by_key: null }

/** Tells of each row who did it, with the name that they have now. */
export async function findAuthors(
  db: Db,
  projectId: string,
  rows: readonly AuthorRow[],
): Promise<(row: AuthorRow) => Author> {
  const keys = rows.flatMap(({ by_key }) => by_key ?? [])
  const accounts = rows.flatMap(({ by_account }) => by_account ?? [])
  const { rows: named } = await sql<{ id: string; name: string }>`
    select id, name from secret_keys where project_id = ${projectId}::uuid and id = any (${keys}::uuid[])
    union all select id, name from accounts where id = any (${accounts}::uuid[])`.execute(db)
  const names = new Map(named.map(({ id, name }) => [id, name]))
  return ({ by_account, by_key }) => {
    const id = by_account ?? by_key
    if (id === null) return null
    return { kind: by_account === null ? 'key' : 'account', id, name: names.get(id) ?? null }
  }
}
