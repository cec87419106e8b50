import { type Kysely, sql } from 'kysely'

/** Drafts, the order of the journey, and who published what. Nothing of it is read or written where posts arrive. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    set local search_path to tyck_internal;

    alter table touchpoints add column position int not null default 0;
    alter table touchpoints add column revision int not null default 1;
    update touchpoints set position = ordered.position
    from (
      select project_id, id, row_number() over (partition by project_id order by key) as position from touchpoints
    ) as ordered
    where ordered.project_id = touchpoints.project_id and ordered.id = touchpoints.id;

    -- No foreign keys: what was published outlives who published it.
    alter table surveys add column by_account uuid;
    alter table surveys add column by_key uuid;
    alter table rules add column by_account uuid;
    alter table rules add column by_key uuid;
    alter table rules add column note text;

    create table drafts (
      project_id uuid not null,
      touchpoint_id uuid not null,
      -- As far as it was written: may lack what a published one has.
      content jsonb not null,
      -- What was in force when it was saved.
      survey_id uuid,
      rules_id uuid not null,
      saved_at timestamptz not null,
      by_account uuid,
      by_key uuid,
      primary key (project_id, touchpoint_id),
      foreign key (project_id, touchpoint_id) references touchpoints on delete cascade
    );
  `.execute(db)
}
