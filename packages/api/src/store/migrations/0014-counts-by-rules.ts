import { type Kysely, sql } from 'kysely'

/**
 * Counts by rules too, for only they know how many were eligible for a showing; and how far back the responses of a
 * project reach.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    set local search_path to tyck_internal;

    alter table hourly_counts add column rules_id uuid;
    -- What was counted before has the rules in force at the end of its hour: its rows may be gone.
    update hourly_counts as counted set rules_id = coalesce(
      (select id from rules
       where rules.project_id = counted.project_id and rules.touchpoint_id = counted.touchpoint_id
         and published_at < counted.hour + interval '1 hour'
       order by version desc limit 1),
      (select id from rules
       where rules.project_id = counted.project_id and rules.touchpoint_id = counted.touchpoint_id
       order by version limit 1),
      '00000000-0000-0000-0000-000000000000'
    );
    alter table hourly_counts drop constraint hourly_counts_pkey;
    alter table hourly_counts add primary key (project_id, touchpoint_id, survey_id, hour, rules_id);

    -- Whose rules were guessed is not compared with a recount: it may well differ, and nothing is wrong.
    insert into recounts (project_id, day, recounted_at, differences)
    select id, begins::date, 'infinity', 0
    from projects, generate_series(
      date_trunc('day', now() at time zone 'UTC') - interval '10 days', now() at time zone 'UTC', '1 day'
    ) as begins
    on conflict (project_id, day) do update set recounted_at = excluded.recounted_at, differences = 0;

    alter table retention_progress add column responses_until timestamptz not null default '-infinity';
  `.execute(db)
}
