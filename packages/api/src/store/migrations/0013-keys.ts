import { type Kysely, sql } from 'kysely'

/** Keys that end: those whose place another has taken go on for a while. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    set local search_path to tyck_internal;

    alter table secret_keys add column expires_at timestamptz;

    alter table projects add column publishable_key_created_at timestamptz not null default now();
    update projects set publishable_key_created_at = created_at;

    -- The present one stands in projects.
    create table former_publishable_keys (
      project_id uuid not null references projects on delete cascade,
      key text not null unique,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      primary key (project_id, key)
    );
  `.execute(db)
}
