import { type Kysely, sql } from 'kysely'

/**
 * The time of the first score in a column of its own, which stays when the score is taken back: `answered_at` is
 * null then, and whoever cleared a score and gave another began a new window.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    set local search_path to tyck_internal;
    alter table responses add column first_answered_at timestamptz;
    update responses set first_answered_at = answered_at where answered_at is not null;
  `.execute(db)
}
