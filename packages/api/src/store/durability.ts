import { sql } from 'kysely'
import type { Db } from './tables.ts'

/**
 * The settings by which Postgres may lose what it has acknowledged: off where they must be on. Empty is good.
 * https://www.postgresql.org/docs/current/runtime-config-wal.html
 */
export async function unsafeSettings(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from pg_settings
    where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'
    order by name
  `.execute(db)
  return rows.map(({ name }) => name)
}

/**
 * Whether nothing can be written: a standby that is not promoted yet, or a server that was set so, as some are when
 * their disk is full.
 */
export async function isReadOnly(db: Db): Promise<boolean> {
  const { rows } = await sql<{ isReadOnly: boolean }>`
    select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as "isReadOnly"
  `.execute(db)
  return rows[0]?.isReadOnly ?? true
}
