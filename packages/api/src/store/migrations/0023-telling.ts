import { type Kysely, sql } from 'kysely'

/**
 * What happened (events), who wants to know (destinations), and each on its way to one (deliveries).
 *
 * An event is written by the transaction in which it happened, and only where a destination wants it. It holds nothing
 * that people wrote: what is told is read from the response when it is sent.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    set local search_path to tyck_internal;

    create table destinations (
      project_id uuid not null references projects on delete cascade,
      id uuid not null,
      kind text not null,
      name text not null,
      settings jsonb not null,
      -- What of its settings is secret.
      sealed bytea,
      events text[] not null,
      -- The types of events that are made for it: those that it tells, and what its alerts live on.
      wants text[] not null,
      filters jsonb not null,
      fields text[] not null,
      state text not null default 'on',
      why text,
      revision int not null default 1,
      failing_since timestamptz,
      created_at timestamptz not null default now(),
      changed_at timestamptz not null default now(),
      primary key (project_id, id)
    );

    create table events (
      project_id uuid not null,
      id uuid not null,
      type text not null,
      touchpoint_id uuid,
      survey_id uuid,
      response_id uuid,
      -- Of an erasure only, until it is told.
      respondent text,
      seq int,
      score smallint,
      previous_score smallint,
      commented boolean,
      verified boolean,
      test boolean,
      created_at timestamptz not null default clock_timestamp(),
      fanned_out boolean not null default false,
      primary key (project_id, id)
    );
    create index events_waiting on events (project_id, id) where not fanned_out;
    create index events_by_response on events (project_id, response_id) where response_id is not null;

    create table deliveries (
      project_id uuid not null,
      id uuid not null,
      destination_id uuid not null,
      event_id uuid,
      kind text not null,
      -- Of two with the same key there is one: the later takes the place of the earlier while that waits.
      key text,
      response_id uuid,
      -- What is sent, where it is not read when it is sent.
      body jsonb,
      state text not null default 'waiting',
      due_at timestamptz not null,
      attempts int not null default 0,
      status smallint,
      error text,
      tries jsonb not null default '[]',
      created_at timestamptz not null default now(),
      settled_at timestamptz,
      primary key (project_id, id),
      -- An event goes to a destination once; and the event's deliveries go with it.
      unique (project_id, event_id, destination_id),
      unique (project_id, destination_id, key),
      foreign key (project_id, event_id) references events on delete cascade
    );
    create index deliveries_due on deliveries (project_id, destination_id, due_at) where state = 'waiting';
    create index deliveries_log on deliveries (project_id, destination_id, id);
    create index deliveries_amiss on deliveries (project_id, destination_id, state, id)
      where state in ('failed', 'skipped');
    create index deliveries_by_response on deliveries (project_id, response_id) where response_id is not null;

    -- What the last state of a response brought, by bits: 1 a score, 2 a comment, 4 a change of either or of the
    -- reasons, 8 the end of its panel. null where it is nothing that anybody is told of.
    alter table responses
      add column news smallint,
      -- The score that the last state took the place of, whatever the counts had of it.
      add column replaced_score smallint;

    -- In the order of time, so that a range of time is a range of ids. Postgres has its own from 18 on.
    create function uuid_v7() returns uuid language sql volatile parallel safe as $$
      select encode(set_bit(set_bit(overlay(
        uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6
      ), 52, 1), 53, 1), 'hex')::uuid
    $$;

    -- Whatever deletes a response deletes what is about to be told of it, and that anything was.
    create or replace function forget_responses() returns trigger language plpgsql as $$
      begin
        delete from tyck_internal.inbox i using gone
        where i.project_id = gone.project_id and i.shown_at = gone.shown_at and i.response_id = gone.id
          and gone.comment is not null;
        delete from tyck_internal.response_tags t using gone
        where t.project_id = gone.project_id and t.response_id = gone.id;
        delete from tyck_internal.deliveries d using gone
        where d.project_id = gone.project_id and d.response_id = gone.id and (gone.seq > 1 or gone.score is not null);
        delete from tyck_internal.events e using gone
        where e.project_id = gone.project_id and e.response_id = gone.id and (gone.seq > 1 or gone.score is not null);
        return null;
      end
    $$;
  `.execute(db)
}
