import { type Kysely, sql } from 'kysely'

/** The secrets that a site's server signs its respondents' identities with. A project has few. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    set local search_path to tyck_internal;

    create table identity_secrets (
      project_id uuid not null references projects on delete cascade,
      id uuid not null,
      -- Encrypted under TYCK_SECRET: signatures are checked with the secret itself, so that no hash would do.
      sealed bytea not null,
      created_at timestamptz not null,
      expires_at timestamptz,
      primary key (project_id, id)
    );
  `.execute(db)
}
