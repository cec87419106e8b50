import { type Kysely, sql } from 'kysely'

/** Which role somebody was invited with, came in with, or was given: else the log cannot say who let whom in as what. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table tyck_internal.audit_log add column role text`.execute(db)
}
