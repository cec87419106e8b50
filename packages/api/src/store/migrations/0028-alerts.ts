import { type Kysely, sql } from 'kysely'

/** What alerts go by: how many a destination was told in an hour, and what has gone silent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    set local search_path to tyck_internal;

    create table alert_hours (
      project_id uuid not null,
      destination_id uuid not null,
      -- It begins with its first alert.
      began_at timestamptz not null,
      -- The deliveries that were told one by one; what came on top is told together.
      singles uuid[] not null,
      primary key (project_id, destination_id),
      foreign key (project_id, destination_id) references destinations on delete cascade
    );

    create table silences (
      project_id uuid not null references projects on delete cascade,
      id uuid not null default gen_random_uuid(),
      touchpoint_id uuid not null,
      what text not null check (what in ('showings', 'answers')),
      since timestamptz not null,
      -- The end of the last hour that was looked at.
      noticed_at timestamptz not null,
      count double precision not null,
      usual double precision not null,
      shown double precision not null,
      ended_at timestamptz,
      primary key (project_id, id)
    );
    -- Of each touchpoint one at a time, whoever looks.
    create unique index silences_open on silences (project_id, touchpoint_id, what) where ended_at is null;

    create table silence_checks (
      project_id uuid primary key references projects on delete cascade,
      -- Up to when it was looked at.
      until timestamptz not null
    );
  `.execute(db)
}
