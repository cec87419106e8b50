import { type Kysely, sql } from 'kysely'

/** Who was erased, so that what their devices still hold is not stored again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    set local search_path to tyck_internal;

    create table erasures (
      project_id uuid not null references projects on delete cascade,
      -- An HMAC under TYCK_SECRET: nobody who reads it learns who it was.
      respondent_hash bytea not null,
      erased_at timestamptz not null,
      primary key (project_id, respondent_hash)
    );
  `.execute(db)
}
