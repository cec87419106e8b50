import { type Kysely, sql } from 'kysely'

/** How long each project keeps responses, and how far that was carried out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    set local search_path to tyck_internal;

    alter table projects add column retention jsonb not null
      default '{"responseMonths": 24, "commentMonths": 12, "unansweredDays": 90}';

    -- Before these times of showing there is nothing left to do: responses older than a week never change.
    create table retention_progress (
      project_id uuid primary key references projects on delete cascade,
      comments_until timestamptz not null default '-infinity',
      unanswered_until timestamptz not null default '-infinity'
    );
  `.execute(db)
}
