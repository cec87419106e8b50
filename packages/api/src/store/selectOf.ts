import { type RawBuilder, sql } from 'kysely'

/** A query of `columns`, and of what follows them. */
export function selectOf(columns: RawBuilder<unknown>, rest: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select ${columns} ${rest}`
}
