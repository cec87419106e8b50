import { type Kysely, sql } from 'kysely'

/**
 * Room on each page of the responses for the states that follow: an answer then replaces its showing in place, and no
 * index hears of it. At 13 writes for 10 responses that was 99 % of the updates instead of 72 %, for the same size.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table tyck_internal.responses set (fillfactor = 90)`.execute(db)
}
