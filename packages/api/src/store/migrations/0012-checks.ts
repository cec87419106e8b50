import { type Kysely, sql } from 'kysely'

/** What is checked beside the way of an answer: metadata against what was agreed, counts against rows, late posts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    set local search_path to tyck_internal;

    -- How many responses came with which fault in their metadata, by day.
    create table metadata_drift (
      project_id uuid not null,
      touchpoint_id uuid not null,
      day date not null,
      kind text not null,
      key text not null,
      responses int not null,
      primary key (project_id, touchpoint_id, day, kind, key),
      foreign key (project_id, touchpoint_id) references touchpoints on delete cascade
    );

    -- Days of showing whose hourly counts were compared with a recount.
    create table recounts (
      project_id uuid not null references projects on delete cascade,
      day date not null,
      recounted_at timestamptz not null,
      differences int not null,
      primary key (project_id, day)
    );

    -- Ids that an erasure took lately: a later state may come without the respondent.
    create table erased_responses (
      project_id uuid not null references projects on delete cascade,
      id uuid not null,
      erased_at timestamptz not null,
      primary key (project_id, id)
    );
  `.execute(db)
}
