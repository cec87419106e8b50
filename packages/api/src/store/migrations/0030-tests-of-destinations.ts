import { type Kysely, sql } from 'kysely'

/** The few deliveries that are tests, which are counted before another one is sent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index deliveries_tests on tyck_internal.deliveries (project_id, created_at) where kind = 'test'
  `.execute(db)
}
