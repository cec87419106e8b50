import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** The database's own clock, in milliseconds since 1970. */
export async function readClock(db: Db): Promise<number> {
  const { rows } = await sql<{ now: number }>`
    select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`.execute(db)
  const [row] = rows
  if (!row) throw new Error('The database has no clock')
  return row.now
}
