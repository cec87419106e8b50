import { type Kysely, sql } from 'kysely'

/**
 * The schema's first version. `tyck_internal` is ours to change; `tyck` holds the views that others build on.
 * project_id comes first in every key, so that one project's rows lie together and can be moved together.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema if not exists tyck_internal;
    create schema if not exists tyck;
    set local search_path to tyck_internal;

    create table projects (
      id uuid primary key,
      name text not null,
      publishable_key text not null unique,
      origins text[] not null default '{}',
      theme jsonb not null default '{}',
      budget jsonb,
      created_at timestamptz not null default now()
    );

    create table secret_keys (
      project_id uuid not null references projects on delete cascade,
      id uuid not null,
      name text not null,
      hash bytea not null unique,
      created_at timestamptz not null default now(),
      revoked_at timestamptz,
      primary key (project_id, id)
    );

    -- Where posts come from, so that a list of allowed origins can be made from what was seen.
    create table origins_seen (
      project_id uuid not null references projects on delete cascade,
      origin text not null,
      first_seen_at timestamptz not null default now(),
      primary key (project_id, origin)
    );

    create table touchpoints (
      project_id uuid not null references projects on delete cascade,
      id uuid not null,
      key text not null,
      name text not null,
      metadata jsonb,
      survey_id uuid,
      rules_id uuid,
      created_at timestamptz not null default now(),
      archived_at timestamptz,
      primary key (project_id, id),
      unique (project_id, key)
    );

    create table surveys (
      project_id uuid not null,
      id uuid not null,
      touchpoint_id uuid not null,
      series_id uuid not null,
      version int not null,
      metric text not null,
      default_locale text not null,
      locales jsonb not null,
      note text,
      published_at timestamptz not null default now(),
      replaced_at timestamptz,
      primary key (project_id, id),
      unique (project_id, touchpoint_id, version),
      foreign key (project_id, touchpoint_id) references touchpoints on delete cascade
    );

    create table rules (
      project_id uuid not null,
      id uuid not null,
      touchpoint_id uuid not null,
      version int not null,
      placement text not null,
      delay_seconds double precision not null,
      sample_rate double precision not null,
      audience jsonb not null,
      quiet_days jsonb not null,
      published_at timestamptz not null default now(),
      primary key (project_id, id),
      unique (project_id, touchpoint_id, version),
      foreign key (project_id, touchpoint_id) references touchpoints on delete cascade
    );

    -- No foreign keys here: ingestion checks survey and rules before it writes, and a check for each row
    -- would be paid a second time on the hot path.
    create table responses (
      project_id uuid not null,
      id uuid not null,
      touchpoint_id uuid not null,
      survey_id uuid not null,
      rules_id uuid not null,
      respondent text,
      verified boolean not null default false,
      seq int not null,
      score smallint,
      reasons text[] not null default '{}',
      comment text,
      metadata jsonb not null default '{}',
      channel text not null,
      locale text,
      page text,
      layout text,
      flags text[] not null default '{}',
      test boolean not null default false,
      closed boolean not null default false,
      dropped_keys smallint not null default 0,
      shown_at timestamptz not null,
      answered_at timestamptz,
      commented_at timestamptz,
      dismissed_at timestamptz,
      changed_at timestamptz not null,
      received_at timestamptz not null,
      -- What the last write replaced, null after an insert: the counts are kept by the difference.
      previous_seq int,
      previous_score smallint,
      previous_commented boolean,
      previous_dismissed boolean,
      -- An incremental export reads below pg_snapshot_xmin by this, and misses no row that commits late.
      changed_xid xid8 not null default pg_current_xact_id(),
      primary key (project_id, id)
    );
    -- GET /v1/responses, newest first, of a project or of a touchpoint.
    create index responses_by_showing on responses (project_id, shown_at desc, id desc);
    create index responses_by_touchpoint on responses (project_id, touchpoint_id, shown_at desc, id desc);

    -- One row for each survey and hour of showing, kept in the transaction that writes the responses. Test
    -- responses are not counted.
    create table hourly_counts (
      project_id uuid not null,
      touchpoint_id uuid not null,
      survey_id uuid not null,
      hour timestamptz not null,
      shown int not null default 0,
      answered int not null default 0,
      commented int not null default 0,
      dismissed int not null default 0,
      s0 int not null default 0,
      s1 int not null default 0,
      s2 int not null default 0,
      s3 int not null default 0,
      s4 int not null default 0,
      s5 int not null default 0,
      s6 int not null default 0,
      s7 int not null default 0,
      s8 int not null default 0,
      s9 int not null default 0,
      s10 int not null default 0,
      primary key (project_id, touchpoint_id, survey_id, hour)
    );
  `.execute(db)
}
