import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../src/store/tables.ts'

/** Whether `work` waits for a lock of another transaction, or is done without. */
export async function untilWaiting(db: Db, work: Promise<unknown>): Promise<'waiting' | 'done'> {
  let isDone = false
  const note = () => {
    isDone = true
  }
  work.then(note, note)
  while (!isDone) {
    const { rows } = await sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
      db,
    )
    if (rows.length > 0) return 'waiting'
    await delay(5)
  }
  return 'done'
}
