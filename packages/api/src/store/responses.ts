import { windows } from '@tyck/shared/contract/vocabulary'
import { CompiledQuery, type Selectable, sql } from 'kysely'
import { addCounts, countNames, scores } from './countNames.ts'
import { isLate } from './isLate.ts'
import { mayBringNews, newsColumns, newsOfFirst, newsOfNext, notedSql } from './newsSql.ts'
import { flagRepeats, mayRepeat } from './repeats.ts'
import type { Db, Tables } from './tables.ts'
import { inTransaction } from './transaction.ts'

type Stored = Selectable<Tables['responses']>
type Time = Extract<keyof Stored, `${string}_at`>

/**
 * One state of a response, ready to be stored. Times are in milliseconds since 1970: `received_at` by our clock, all
 * others reckoned from it. (As Dates they would take longer to write as JSON than all the rest of the row.)
 */
export type ResponseRow = Omit<
  Stored,
  Time | 'changed_xid' | 'first_in_window' | 'imported' | 'news' | 'replaced_score' | `previous_${string}`
> & {
  [time in Time]: null extends Stored[time] ? number | null : number
} & {
  /** What an erasure of the respondent is found by, in base64; null where there is no respondent. Not stored. */
  respondent_hash: string | null
  /** Where the project counts one answer of a respondent at a touchpoint: in how many milliseconds. Not stored. */
  window_ms?: number
  /** Whether it is that answer: for `flush` to find out. */
  first_in_window?: true
  /** Whether it is signed, and of a verified respondent only their own signature takes a later state. Not stored. */
  enforced?: true
}

/**
 * What became of a row. `gone`: erased, or shown before its respondent was. `stored`: committed. `unchanged`: an equal or higher seq stands already. `id-conflict`: the
 * id belongs to a response to another survey. `identity-required`: it is signed for another respondent. `too-late`: the change came after the amend window.
 */
export type Outcome = 'gone' | 'stored' | 'unchanged' | 'id-conflict' | 'identity-required' | 'too-late'

/**
 * Stores `rows` and their hourly counts in one statement; the outcomes come in the order of the rows. When it
 * returns, everything `stored` is committed to disk. No two rows may have the same project and id.
 * @throws Postgres's error where a row holds what it cannot store; then none of the rows is stored
 */
export async function flush(db: Db, rows: readonly ResponseRow[]): Promise<Outcome[]> {
  if (!rows.some(mayRepeat)) return write(db, rows)
  return inTransaction(db, async trx => write(trx, await flagRepeats(trx, rows)))
}

async function write(db: Db, rows: readonly ResponseRow[]): Promise<Outcome[]> {
  const timely = rows.filter(row => !isLate(row))
  const written = timely.length === 0 ? [] : (await db.executeQuery<Key>(flushQuery(timely))).rows
  // Nearly always: no row comes back twice, and none that was not given.
  if (written.length === rows.length) return rows.map(() => 'stored')
  const stored = new Set(written.map(keyOf))
  const refused = rows.filter(row => !stored.has(keyOf(row)))
  const [standing, erased] = [await findStanding(db, refused), await findErased(db, refused)]
  return rows.map(row => {
    const key = keyOf(row)
    if (stored.has(key)) return 'stored'
    return erased.has(key) ? 'gone' : whyRefused(row, standing.get(key))
  })
}

type Key = Pick<ResponseRow, 'project_id' | 'id'>
type Standing = Key & Pick<ResponseRow, 'survey_id' | 'seq' | 'respondent' | 'verified'>

/** One text for a row's primary key, to look it up by. */
export const keyOf = ({ project_id, id }: Key) => `${project_id}/${id}`

/** In the order in which the design has the checks: erased before all these, conflict, seq, whose it is, window. */
function whyRefused(row: ResponseRow, standing: Standing | undefined): Outcome {
  if (standing && standing.survey_id !== row.survey_id) return 'id-conflict'
  if (standing && standing.seq >= row.seq) return 'unchanged'
  if (row.enforced && standing?.verified && standing.respondent !== row.respondent) return 'identity-required'
  // Nothing stands: either it was late by its own account, or what refused it was deleted a moment ago.
  return standing || isLate(row) ? 'too-late' : 'unchanged'
}

async function findStanding(db: Db, rows: readonly ResponseRow[]): Promise<Map<string, Standing>> {
  // As lists, so that the statement is the same for any number of rows and is prepared once.
  const { rows: standing } = await sql<Standing>`
    select project_id, id, survey_id, seq, respondent, verified from responses
    where (project_id, id) in (
      select * from unnest(${rows.map(row => row.project_id)}::uuid[], ${rows.map(row => row.id)}::uuid[])
    )`.execute(db)
  return new Map(standing.map(row => [keyOf(row), row]))
}

/** Those of `rows` that were erased, or shown before their respondents were, by `keyOf`. */
export async function findErased(db: Db, rows: readonly ResponseRow[]): Promise<Set<string>> {
  const given = rows.filter(row => row.respondent_hash !== null || row.seq > 1)
  if (given.length === 0) return new Set()
  const { rows: erased } = await sql<Key>`
    select given.project_id, given.id
    from unnest(
      ${given.map(row => row.project_id)}::uuid[], ${given.map(row => row.id)}::uuid[],
      ${given.map(row => row.respondent_hash)}::text[], ${given.map(row => row.shown_at)}::double precision[],
      ${given.map(row => row.seq)}::int[]
    ) as given (project_id, id, respondent_hash, shown_at, seq)
    where exists (
      select from erasures e
      where e.project_id = given.project_id and e.respondent_hash = decode(given.respondent_hash, 'base64')
        and e.erased_at >= to_timestamp(given.shown_at / 1000)
    ) or given.seq > 1 and exists (
      select from erased_responses e where e.project_id = given.project_id and e.id = given.id
    )`.execute(db)
  return new Set(erased.map(keyOf))
}

type Field = Exclude<keyof ResponseRow, 'respondent_hash' | 'window_ms' | 'enforced'>

/** What Postgres makes of each stored field of a row; `time` is a timestamptz that comes in milliseconds. */
const types: Record<Field, string> = {
  project_id: 'uuid',
  id: 'uuid',
  touchpoint_id: 'uuid',
  survey_id: 'uuid',
  rules_id: 'uuid',
  respondent: 'text',
  verified: 'boolean',
  seq: 'int',
  score: 'smallint',
  reasons: 'text[]',
  comment: 'text',
  metadata: 'jsonb',
  channel: 'text',
  locale: 'text',
  page: 'text',
  layout: 'text',
  flags: 'text[]',
  test: 'boolean',
  closed: 'boolean',
  dropped_keys: 'smallint',
  first_in_window: 'boolean',
  shown_at: 'time',
  first_answered_at: 'time',
  answered_at: 'time',
  commented_at: 'time',
  dismissed_at: 'time',
  changed_at: 'time',
  received_at: 'time',
}
const list = (write: (name: Field) => string) => (Object.keys(types) as Field[]).map(write).join(', ')

/** The stored columns of a row; how they come out of JSON, and what is made of them there. In the same order. */
export const rowColumns = {
  names: list(name => name),
  types: list(name => `${name} ${types[name] === 'time' ? 'double precision' : types[name]}`),
  values: list(name => (types[name] === 'time' ? `to_timestamp(${name} / 1000) as ${name}` : name)),
}

const repeat = (flags: string) => `'repeat' = any (${flags})`

/** `count` says of a written row what it adds; `was` says the same of what the row replaced. */
const change = (count: string, was: string) =>
  `count(*) filter (where ${count}) - count(*) filter (where ${was})`

/** Signed for another respondent than the one who stands. */
const isOfAnother = '(excluded.verified and excluded.respondent is distinct from standing.respondent)'

const flushSqlWith = (isNoted: boolean) => `
with
-- Read once; holds until this transaction has committed, whatever the server's default is.
durable as (select set_config('synchronous_commit', 'on', true) as setting),
incoming as (
  select ${rowColumns.values}
  from json_to_recordset($1) as state (${rowColumns.types}, respondent_hash text, enforced boolean)
  where (select setting from durable) = 'on'
    -- A lookup for those only that have a respondent.
    and not exists (
      select from erasures e
      where e.project_id = state.project_id and e.respondent_hash = decode(state.respondent_hash, 'base64')
        and e.erased_at >= to_timestamp(state.shown_at / 1000)
    )
    -- A later state of an erased response may come without the respondent. A first one has nothing before it.
    and (state.seq = 1 or (
      select true from erased_responses e where e.project_id = state.project_id and e.id = state.id
    ) is null)
    -- A lookup for later states only, where identities are enforced.
    and (state.seq = 1 or state.enforced is null or (
      select true from responses r
      where r.project_id = state.project_id and r.id = state.id and r.verified
        and r.respondent is distinct from state.respondent
    ) is null)
),
written as (
  insert into responses as standing (${rowColumns.names}, news)
  select ${rowColumns.names}, ${newsOfFirst} from incoming
  -- Always in the order of the key: two writers that lock the same rows in different orders deadlock.
  order by project_id, id
  on conflict (project_id, id) do update set
    seq = excluded.seq,
    score = excluded.score,
    reasons = excluded.reasons,
    comment = excluded.comment,
    locale = excluded.locale,
    layout = excluded.layout,
    flags = case when standing.verified and ${isOfAnother}
      then array(select unnest(excluded.flags || '{identity-invalid}') order by 1) else excluded.flags end,
    first_in_window = excluded.first_in_window,
    -- Whether somebody vouches for what stands now. A signature that comes later vouches for the respondent who stands,
    -- or for nobody here; a server that names nobody leaves it as it is.
    verified = case when excluded.verified then not ${isOfAnother}
      else standing.verified and not excluded.flags && '{identity-invalid,unsigned}' end,
    closed = excluded.closed,
    dropped_keys = excluded.dropped_keys,
    changed_at = excluded.changed_at,
    received_at = excluded.received_at,
    -- Kept also where the score is taken back: whoever clears it begins no new window.
    first_answered_at = least(standing.first_answered_at, excluded.first_answered_at),
    answered_at = case when excluded.score is not null
      then least(standing.first_answered_at, excluded.answered_at) end,
    commented_at = case when excluded.comment is not null
      then coalesce(standing.commented_at, excluded.commented_at) end,
    dismissed_at = case when excluded.dismissed_at is not null
      then coalesce(standing.dismissed_at, excluded.dismissed_at) end,
    -- What the counts had of it: nothing of a repeat.
    previous_seq = case when not (${repeat('standing.flags')}) then standing.seq end,
    previous_score = case when not (${repeat('standing.flags')}) then standing.score end,
    previous_commented = standing.comment is not null and not (${repeat('standing.flags')}),
    previous_dismissed = standing.dismissed_at is not null and not (${repeat('standing.flags')}),
    news = ${newsOfNext},
    replaced_score = standing.score,
    changed_xid = pg_current_xact_id()
  where standing.survey_id = excluded.survey_id
    and standing.seq < excluded.seq
    and excluded.changed_at <= coalesce(
      least(standing.first_answered_at, excluded.first_answered_at) + interval '${windows.amendMs} milliseconds',
      'infinity')
  returning project_id, id, touchpoint_id, survey_id, rules_id, shown_at, test,
    not (${repeat('flags')}) as shown, case when not (${repeat('flags')}) then score end as score,
    comment is not null and not (${repeat('flags')}) as commented,
    dismissed_at is not null and not (${repeat('flags')}) as dismissed,
    previous_seq, previous_score, previous_commented, previous_dismissed${isNoted ? newsColumns : ''}
),
counted as (
  insert into hourly_counts as standing
    (project_id, touchpoint_id, survey_id, hour, rules_id, ${countNames.join(', ')})
  select
    project_id, touchpoint_id, survey_id, date_trunc('hour', shown_at, 'UTC') as hour, rules_id,
    count(*) filter (where shown) - count(previous_seq),
    count(score) - count(previous_score),
    ${change('commented', 'previous_commented')},
    ${change('dismissed', 'previous_dismissed')},
    ${scores.map(score => change(`score = ${score}`, `previous_score = ${score}`)).join(',\n    ')}
  from written
  where not test
  group by project_id, touchpoint_id, survey_id, hour, rules_id
  order by project_id, touchpoint_id, survey_id, hour, rules_id
  on conflict (project_id, touchpoint_id, survey_id, hour, rules_id) do update set
    ${addCounts}
)${isNoted ? notedSql : ''}
select project_id, id from written`

const flushSql = flushSqlWith(true)
const showingsSql = flushSqlWith(false)

/** A flush of showings alone costs a seventh less where it does not look for what anybody is told of. */
const flushQuery = (rows: readonly ResponseRow[]) =>
  CompiledQuery.raw(rows.some(mayBringNews) ? flushSql : showingsSql, [JSON.stringify(rows)])
