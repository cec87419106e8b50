import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDatabase, type TestDatabase } from './database.ts'
import { runStatement } from './testServer.ts'

const project = `'018f0000-0000-7000-8000-000000000001'`
const one = `'018f0000-0000-7000-8000-000000000002'`
const at = `'2026-03-01T12:00:00Z'`

/**
 * Each index with a query of the service that goes by it, where it reads. An index costs every write: who adds one
 * says here what for.
 */
const queries: Record<string, string> = {
  // store/accounts.ts
  accounts_email_key_key: `select * from accounts where email_key = 'kim@shop.example'`,
  accounts_pkey: `select * from accounts where id = ${one}`,
  // store/appliedConfigurations.ts
  applied_configurations_pkey: `select * from applied_configurations where project_id = ${project}`,
  // store/alertHours.ts
  alert_hours_pkey: `update alert_hours set singles = '{}' where project_id = ${project} and destination_id = ${one}`,
  // store/auditLog.ts
  audit_log_by_time: `select * from audit_log where project_id = ${project} and (at, id) < (${at}, ${one})
    order by at desc, id desc limit 50`,
  // Nothing reads by it: it tells entries apart.
  audit_log_pkey: `select * from audit_log where project_id = ${project} and id = ${one}`,
  // store/deliveries.ts: with their responses; what is due; of a key one; a destination's, newest first; of an event one
  deliveries_by_response: `delete from deliveries where project_id = ${project} and response_id = ${one}`,
  deliveries_due: `select id from deliveries where project_id = ${project} and destination_id = ${one}
    and state = 'waiting' and due_at <= ${at} order by due_at limit 10`,
  deliveries_project_id_destination_id_key_key: `select id from deliveries where project_id = ${project}
    and destination_id = ${one} and key = 'a'`,
  deliveries_log: `select * from deliveries where project_id = ${project} and destination_id = ${one}
    and id < ${one} order by id desc limit 50`,
  deliveries_tests: `select * from deliveries where project_id = ${project} and kind = 'test' and created_at > ${at}
    order by created_at desc limit 40`,
  deliveries_amiss: `select * from deliveries where project_id = ${project} and destination_id = ${one}
    and state = 'failed' and id < ${one} order by id desc limit 50`,
  deliveries_project_id_event_id_destination_id_key: `delete from deliveries where project_id = ${project} and event_id = ${one}`,
  deliveries_pkey: `update deliveries set attempts = 1 where project_id = ${project} and id = ${one}`,
  // store/destinations.ts
  destinations_pkey: `select * from destinations where project_id = ${project} and id = ${one}`,
  // store/events.ts: with their responses; who is named still; a range of time; what is new
  events_by_response: `delete from events where project_id = ${project} and response_id = ${one}`,
  events_naming: `update events set respondent = null where project_id = ${project} and respondent is not null`,
  events_pkey: `select * from events where project_id = ${project} and id > ${one} order by id limit 1000`,
  events_waiting: `select * from events where not fanned_out and project_id = ${project} order by id limit 500`,
  // store/drafts.ts
  drafts_pkey: `select * from drafts where project_id = ${project} and touchpoint_id = ${one}`,
  // store/deletedProjects.ts
  deleted_projects_pkey: `select project_id from deleted_projects where project_id > ${project} order by project_id`,
  // store/erasures.ts
  erased_responses_pkey: `select * from erased_responses where project_id = ${project} and id = ${one}`,
  erasures_pkey: `select * from erasures where project_id = ${project} and respondent_hash = 'a'`,
  // store/passwordResets.ts
  password_resets_by_account: `delete from password_resets where account_id = ${one}`,
  password_resets_pkey: `select * from password_resets where hash = 'a' and expires_at > ${at}`,
  // store/projects.ts: readProjectByPublishableKey
  former_publishable_keys_key_key: `select project_id from former_publishable_keys where key = 'pk_1' and expires_at > ${at}`,
  projects_publishable_key_key: `select * from projects where publishable_key = 'pk_1'`,
  projects_pkey: `select * from projects where id = ${project} for update`,
  // store/publishableKeys.ts
  former_publishable_keys_pkey: `select * from former_publishable_keys where project_id = ${project}`,
  // store/scores.ts, store/responses.ts
  hourly_counts_pkey: `select survey_id, sum(s9) from hourly_counts where project_id = ${project}
    and touchpoint_id = ${one} and hour >= ${at} group by survey_id`,
  // store/identitySecrets.ts
  identity_secrets_pkey: `select * from identity_secrets where project_id = ${project}`,
  // store/imports.ts
  imports_pkey: `select * from imports where project_id = ${project} and id = ${one} for update`,
  imports_project_id_touchpoint_id_source_key: `select * from imports where project_id = ${project}
    and touchpoint_id = ${one} and source = 'delighted'`,
  imported_rows_pkey: `select response_id from imported_rows where project_id = ${project} and import_id = ${one}
    order by response_id limit 500`,
  // store/readResponses.ts: newest first; store/inbox.ts and triggers: one of them
  inbox_pkey: `select response_id, words from inbox where project_id = ${project} and (shown_at, response_id) < (${at}, ${one})
    order by shown_at desc, response_id desc limit 50`,
  // store/invitations.ts: by its link, by its id, one for an address
  invitations_hash_key: `select * from invitations where hash = 'a' and expires_at > ${at}`,
  invitations_pkey: `delete from invitations where project_id = ${project} and id = ${one}`,
  invitations_project_id_email_key_key: `select * from invitations where project_id = ${project}
    and email_key = 'kim@shop.example'`,
  // store/memberships.ts: whose projects, and whose members
  memberships_by_account: `select project_id from memberships where account_id = ${one}`,
  memberships_pkey: `select role from memberships where project_id = ${project} and account_id = ${one}`,
  // store/metadataDrift.ts
  metadata_drift_pkey: `select kind, key, responses from metadata_drift where project_id = ${project}
    and touchpoint_id = ${one} and day >= '2026-03-01'`,
  // store/originsRefused.ts
  origins_refused_pkey: `select origin from origins_refused where project_id = ${project}`,
  // store/originsSeen.ts
  origins_seen_pkey: `select origin from origins_seen where project_id = ${project}`,
  // store/recounts.ts
  recounts_pkey: `select day from recounts where project_id = ${project} and day = '2026-03-01'`,
  // store/readResponses.ts: of each row of a page
  response_tags_by_response: `select tag from response_tags where project_id = ${project} and response_id = ${one} order by tag`,
  // store/readResponses.ts, store/tags.ts
  response_tags_pkey: `select response_id from response_tags where project_id = ${project} and tag = 'a'
    order by shown_at desc, response_id desc limit 50`,
  // store/respondentHistory.ts
  responses_by_respondent: `select shown_at, answered_at from responses where project_id = ${project}
    and respondent = 'customer 1' and not test and shown_at > ${at} order by shown_at desc`,
  // store/exportRows.ts
  responses_by_change: `select * from responses where project_id = ${project} and first_answered_at is not null
    and changed_xid >= '1' order by changed_xid`,
  // store/readResponses.ts; store/retention.ts goes along it the other way
  responses_by_showing: `select * from responses where project_id = ${project} and (shown_at, id) < (${at}, ${one})
    order by shown_at desc, id desc limit 50`,
  responses_by_touchpoint: `select * from responses where project_id = ${project} and touchpoint_id = ${one}
    order by shown_at desc, id desc limit 50`,
  responses_flagged: `select * from responses where project_id = ${project} and flags <> '{}'
    order by shown_at desc, id desc limit 50`,
  // store/repeats.ts
  responses_first_in_window: `select id, shown_at from responses where first_in_window and project_id = ${project}
    and touchpoint_id = ${one} and respondent = 'customer 1' and shown_at > ${at}`,
  // store/responses.ts: flush
  responses_pkey: `select * from responses where project_id = ${project} and id = ${one}`,
  // store/readResponses.ts, store/testResponses.ts
  responses_test: `select id from responses where project_id = ${project} and test order by shown_at desc, id desc limit 50`,
  // store/retention.ts
  retention_progress_pkey: `select * from retention_progress where project_id = ${project}`,
  // store/rules.ts, store/surveys.ts: by id what an answer names, by touchpoint what it asked
  rules_pkey: `select * from rules where project_id = ${project} and id in (${one}, ${project})`,
  rules_project_id_touchpoint_id_version_key: `select * from rules where project_id = ${project}
    and touchpoint_id = ${one} order by version desc limit 1`,
  surveys_pkey: `select * from surveys where project_id = ${project} and id in (${one}, ${project})`,
  surveys_project_id_touchpoint_id_version_key: `select * from surveys where project_id = ${project}
    and touchpoint_id = ${one} order by version desc limit 1`,
  // store/projects.ts: readProjectBySecretKey; store/secretKeys.ts
  secret_keys_hash_key: `select project_id from secret_keys where hash = 'a' and revoked_at is null`,
  secret_keys_pkey: `select * from secret_keys where project_id = ${project} and id = ${one}`,
  // store/sessions.ts
  sessions_by_account: `delete from sessions where account_id = ${one}`,
  sessions_pkey: `select * from sessions where hash = 'a'`,
  // store/silences.ts: of each project one look at a time, of each touchpoint one silence
  silence_checks_pkey: `select * from silence_checks where project_id = ${project}`,
  silences_open: `select * from silences where project_id = ${project} and touchpoint_id = ${one} and what = 'answers'
    and ended_at is null`,
  silences_pkey: `update silences set ended_at = ${at} where project_id = ${project} and id = ${one}`,
  // store/setupTokens.ts
  setup_tokens_pkey: `select * from setup_tokens where hash = 'a'`,
  // store/touchpoints.ts
  touchpoints_pkey: `update touchpoints set survey_id = ${one} where project_id = ${project} and id = ${one}`,
  touchpoints_project_id_key_key: `select * from touchpoints where project_id = ${project} and key = 'checkout.payment'`,
}

/** What must be one of a kind among all projects, and so cannot begin with the project: keys, which tell the project. */
const acrossProjects = [
  'former_publishable_keys_key_key',
  'projects_publishable_key_key',
  'secret_keys_hash_key',
]

/** Of people, who may be in several projects, and of links that somebody brings who is in none. */
const ofPeople = [
  'accounts_email_key_key',
  'accounts_pkey',
  'invitations_hash_key',
  'memberships_by_account',
  'password_resets_by_account',
  'password_resets_pkey',
  'sessions_by_account',
  'sessions_pkey',
  'setup_tokens_pkey',
]

let database: TestDatabase
let indexes: { name: string; first: string }[]

beforeAll(async () => {
  database = await createDatabase()
  indexes = (await runStatement(
    database.url,
    `select relname as name, pg_get_indexdef(i.indexrelid, 1, true) as first
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where relnamespace = 'tyck_internal'::regnamespace and indrelid::regclass::text not like '%kysely_%' order by 1`,
  )) as typeof indexes
  // Three projects with 5,000 showings each, a hundredth of them flagged, a tenth of respondents that come again.
  await runStatement(
    database.url,
    `insert into tyck_internal.responses (project_id, id, touchpoint_id, survey_id, rules_id, seq, channel, shown_at,
      changed_at, received_at, respondent, flags, first_in_window, test)
    select ('018f0000-0000-7000-8000-00000000000' || n % 3)::uuid, gen_random_uuid(),
      ('018f0000-0000-7000-8000-00000000000' || n % 7)::uuid, gen_random_uuid(), gen_random_uuid(), 1, 'web', at, at, at,
      case when n % 10 = 0 then 'customer ' || n % 500 end, case when n % 100 = 0 then '{headless}'::text[] else '{}' end,
      case when n % 10 = 0 then true end, n % 100 = 1
    from generate_series(1, 15000) n, lateral (select timestamptz '2026-03-02' - n * interval '1 minute' as at) times`,
  )
  // Thirty touchpoints with ten versions each: of a table without rows Postgres knows nothing.
  await runStatement(
    database.url,
    `set search_path to tyck_internal;
    insert into projects (id, name, publishable_key) values (${project}, 'Shop', 'pk_1');
    insert into touchpoints (project_id, id, key, name)
      select ${project}, gen_random_uuid(), 'step-' || n, 'Step' from generate_series(1, 30) n;
    insert into surveys (project_id, id, touchpoint_id, series_id, version, metric, default_locale, locales)
      select project_id, gen_random_uuid(), id, id, version, 'nps', 'en', '{}' from touchpoints, generate_series(1, 10) version;
    insert into rules (project_id, id, touchpoint_id, version, placement, delay_seconds, sample_rate, audience, quiet_days)
      select project_id, gen_random_uuid(), id, version, 'inline', 3, 1, '[]', '{}' from touchpoints, generate_series(1, 10) version`,
  )
  // A thousand events a project, each told to two destinations; a hundredth of the deliveries wait, or failed.
  await runStatement(
    database.url,
    `set search_path to tyck_internal;
    insert into events (project_id, id, type, response_id, fanned_out)
      select project_id, id, 'response.answered', id, n % 100 > 0
      from (select *, row_number() over () as n from responses limit 3000) as r;
    insert into deliveries (project_id, id, destination_id, event_id, kind, key, response_id, state, due_at)
      select project_id, gen_random_uuid(), ('018f0000-0000-7000-8000-00000000000' || n)::uuid, id, 'event', id::text, id,
        case ascii(id::text) % 10 when 1 then 'waiting' when 2 then 'failed' else 'delivered' end, now()
      from events, generate_series(2, 3) n`,
  )
  for (const table of ['responses', 'surveys', 'rules', 'events', 'deliveries']) {
    await runStatement(database.url, `analyze tyck_internal.${table}`)
  }
})

afterAll(() => database.drop())

describe('the schema', () => {
  test('has no index without a query of the service', () => {
    expect(indexes.map(({ name }) => name)).toEqual(Object.keys(queries).sort())
  })

  test('has the project first in every index but those of keys and people', () => {
    const others = indexes.filter(({ first }) => first !== 'project_id').map(({ name }) => name)
    expect(others).toEqual([...acrossProjects, ...ofPeople, 'projects_pkey'].sort())
  })

  test('has a primary key in every table', async () => {
    const without = await runStatement(
      database.url,
      `select relname from pg_class c where relnamespace = 'tyck_internal'::regnamespace and relkind = 'r'
        and not exists (select from pg_index where indrelid = c.oid and indisprimary) and relname not like 'kysely_%'`,
    )
    expect(without).toEqual([])
  })

  test('has indexes that their queries go by', async () => {
    const client = new pg.Client(database.url)
    await client.connect()
    try {
      // Most tables are small here: without an index that fits, the plan would go by the whole table all the same.
      await client.query(
        'set search_path to tyck_internal; set enable_seqscan to off; set enable_bitmapscan to off',
      )
      for (const [index, query] of Object.entries(queries)) {
        const { rows } = await client.query(`explain ${query}`)
        const plan = rows.map(row => row['QUERY PLAN']).join('\n')
        expect.soft(plan, index).toMatch(new RegExp(`using ${index}\\b`))
        expect.soft(plan, index).not.toMatch(/Seq Scan|Sort\b/)
      }
    } finally {
      await client.end()
    }
  })
})
