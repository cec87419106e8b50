import type { Transaction } from 'kysely'
import type { Db, Tables } from './tables.ts'

/** What must see or do everything or nothing asks for this type. */
export type Trx = Transaction<Tables>

/** Runs `work` in a transaction: in the one under way, where there is one. */
export function inTransaction<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db as Trx) : db.transaction().execute(work)
}
