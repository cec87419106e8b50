import type { Slice } from '@tyck/shared/admin/slice'
import type { Metric } from '@tyck/shared/metric'
import { type RawBuilder, sql } from 'kysely'
import { scores } from './countNames.ts'
import type { Db } from './tables.ts'
import { inTransaction } from './transaction.ts'
import { DatabaseUnavailable, sqlStateOf } from './unavailable.ts'

/** What is counted: of these touchpoints and surveys, in these spans of time. */
export interface CountOf {
  touchpointIds: readonly string[]
  surveyIds: readonly string[]
  /** In the order of time, none within another. In milliseconds since 1970; `end` is after it. */
  spans: readonly Timespan[]
}

interface Timespan {
  start: number
  end: number
}

type Score = `s${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10}`

/** How often the showings of a span came to what. */
export type ScoreCell = {
  survey_id: string
  rules_id: string
  /** The place of the span, from 1. */
  span: number
  /** Of which value of the metadata: `other` is of all but the most shown, `none` of those without the key. */
  kind: 'value' | 'other' | 'none'
  value: string | number | boolean | null
  /** How many values there are in all; null where it is not known. */
  value_count: number | null
  shown: number
  commented: number
  dismissed: number
} & { [score in Score]: number }

const timesOf = (times: readonly number[]) => times.map(time => new Date(time).toISOString())

/** Counts by hourly counts; every span must begin and end with an hour. */
export async function countByHour(
  db: Db,
  projectId: string,
  { touchpointIds, surveyIds, spans }: CountOf,
): Promise<ScoreCell[]> {
  // As double precision, for sums of int come as text.
  const sums = ['shown', 'commented', 'dismissed', ...scores.map(score => `s${score}`)]
  // Span by span: Postgres reads each by the index, and has few groups to tell apart.
  const { rows } = await sql<ScoreCell>`
    select span::int as span, 'none' as kind, null as value, null as value_count, counts.*
    from unnest(
        ${timesOf(spans.map(({ start }) => start))}::timestamptz[],
        ${timesOf(spans.map(({ end }) => end))}::timestamptz[]
      ) with ordinality as spans (starts, ends, span)
    cross join lateral (
      select survey_id, rules_id, ${sql.raw(sums.map(count => `sum(${count})::double precision as ${count}`).join(', '))}
      from hourly_counts
      where project_id = ${projectId} and touchpoint_id = any (${touchpointIds}::uuid[])
        and survey_id = any (${surveyIds}::uuid[]) and hour >= starts and hour < ends
      group by survey_id, rules_id
    ) as counts`.execute(db)
  return rows
}

/** The hour of a touchpoint's first counted showing here since `since`; undefined where there is none. */
export async function findFirstShowing(
  db: Db,
  projectId: string,
  touchpointId: string,
  since: Date,
): Promise<Date | undefined> {
  const row = await db
    .selectFrom('hourly_counts')
    .select(({ fn }) => fn.min('hour').as('hour'))
    .where('project_id', '=', projectId)
    .where('touchpoint_id', '=', touchpointId)
    .where('hour', '>=', since)
    .where('shown', '>', 0)
    .where('rules_id', 'not in', imports =>
      imports.selectFrom('imports').select('id').where('project_id', '=', projectId),
    )
    .executeTakeFirst()
  return row?.hour ?? undefined
}

/** Which rows are counted, and by which key of the metadata. */
export interface RowsOf extends CountOf {
  slice: Slice
  by: string | null
  /** How many values of `by` have cells of their own: those shown most in the spans but `unranked`. */
  values: number
  /** Puts numbers into ranges, whose place from 0 is then the value; null keeps values as they are. */
  bounds: readonly number[] | null
  unranked: number | null
  /** How long it may take. */
  timeoutMs: number
}

/** Counts by the responses themselves. @throws TooManyRows where that takes too long */
export function countByRow(db: Db, projectId: string, of: RowsOf): Promise<ScoreCell[]> {
  const { values, unranked } = of
  const counts = ['shown', 'commented', 'dismissed'].map(
    count => `sum(${count})::double precision as ${count}`,
  )
  const each = scores.map(
    score => `coalesce(sum(shown) filter (where score = ${score}), 0)::double precision as s${score}`,
  )
  return inTime(db, of.timeoutMs, async trx => {
    const { rows } = await sql<ScoreCell>`
      with cells as materialized (
        select survey_id, rules_id,
          width_bucket(shown_at, ${timesOf(of.spans.map(({ start }) => start))}::timestamptz[]) as span,
          ${groupedBy(of)} as value,
          score, count(*) as shown, count(commented_at) as commented, count(dismissed_at) as dismissed
        from responses
        where project_id = ${projectId} and ${within(of)} and ${counted(of.slice)}
        group by survey_id, rules_id, span, value, score
      ),
      asked as materialized (
        select id as survey_id, series_id from surveys
        where project_id = ${projectId} and id = any (${of.surveyIds}::uuid[])
      ),
      ranked as materialized (
        select series_id, value,
          row_number() over (partition by series_id order by sum(shown) desc, value) as rank,
          count(*) over (partition by series_id) as value_count
        from cells join asked using (survey_id)
        where value is not null and span is distinct from ${unranked}::int
        group by series_id, value
      )
      select survey_id, rules_id, span,
        case when cells.value is null then 'none' when rank <= ${values}::int then 'value' else 'other' end as kind,
        case when rank <= ${values}::int then cells.value end as value,
        max(value_count)::int as value_count,
        ${sql.raw([...counts, ...each].join(', '))}
      from cells join asked using (survey_id) left join ranked using (series_id, value)
      group by 1, 2, 3, 4, 5`.execute(trx)
    return rows
  })
}

function groupedBy({ by, bounds }: RowsOf): RawBuilder<unknown> {
  if (by === null) return sql`null::jsonb`
  const value = sql`metadata -> ${by}::text`
  if (bounds === null) return value
  return sql`case when jsonb_typeof(${value}) = 'number'
    then to_jsonb(width_bucket((${value})::double precision, ${bounds}::double precision[])) end`
}

/** The median of the seconds from showing to answer, by series. @throws TooManyRows where that takes too long */
export function readAnswerSeconds(
  db: Db,
  projectId: string,
  of: CountOf & { slice: Slice; timeoutMs: number },
): Promise<Map<string, number>> {
  return inTime(db, of.timeoutMs, async trx => {
    const { rows } = await sql<{ series_id: string; seconds: number }>`
      select series_id,
        percentile_cont(0.5) within group (order by extract(epoch from answered_at - shown_at)::double precision)
          as seconds
      from responses join surveys on surveys.project_id = responses.project_id and surveys.id = responses.survey_id
      where responses.project_id = ${projectId} and ${within(of, 'responses.')}
        and answered_at is not null and imported is null and ${counted(of.slice)}
      group by series_id`.execute(trx)
    return new Map(rows.map(({ series_id, seconds }) => [series_id, seconds]))
  })
}

/** From when a project's responses are still there: those with an answer, and all. null where none was deleted. */
export interface RowsFrom {
  answers: Date | null
  showings: Date | null
}

export async function findRowsFrom(db: Db, projectId: string): Promise<RowsFrom> {
  const { rows } = await sql<RowsFrom>`
    select nullif(responses_until, '-infinity') as answers,
      nullif(greatest(responses_until, unanswered_until), '-infinity') as showings
    from retention_progress where project_id = ${projectId}`.execute(db)
  return rows[0] ?? { answers: null, showings: null }
}

/** A survey without its texts. */
export interface AskedSurvey {
  id: string
  touchpoint_id: string
  series_id: string
  version: number
  metric: Metric
  note: string | null
  published_at: Date
}

/** The surveys of these touchpoints, oldest first. */
export function listAskedSurveys(
  db: Db,
  projectId: string,
  touchpointIds: readonly string[],
): Promise<AskedSurvey[]> {
  return db
    .selectFrom('surveys')
    .select(['id', 'touchpoint_id', 'series_id', 'version', 'metric', 'note', 'published_at'])
    .where('project_id', '=', projectId)
    .where('touchpoint_id', 'in', touchpointIds)
    .orderBy('version')
    .execute()
}

export interface SampleRate {
  id: string
  touchpoint_id: string
  version: number
  sample_rate: number
  paused: boolean
  published_at: Date
}

/** How large a sample the rules of these touchpoints asked, and whether anybody, oldest first. */
export function listSampleRates(
  db: Db,
  projectId: string,
  touchpointIds: readonly string[],
): Promise<SampleRate[]> {
  return db
    .selectFrom('rules')
    .select(['id', 'touchpoint_id', 'version', 'sample_rate', 'paused', 'published_at'])
    .where('project_id', '=', projectId)
    .where('touchpoint_id', 'in', touchpointIds)
    .orderBy('version')
    .execute()
}

/** There are more rows to read than there is time for. */
export class TooManyRows extends Error {
  constructor(cause: unknown) {
    super('There are too many rows to read', { cause })
    this.name = 'TooManyRows'
  }
}

const queryCanceled = '57014'

function inTime<T>(db: Db, timeoutMs: number, work: (trx: Db) => Promise<T>): Promise<T> {
  return inTransaction(db, async trx => {
    // How many groups come of a key of the metadata nobody knows beforehand, and Postgres fears so many that it sorts a
    // million rows on disk, which takes three times as long as to add them up in memory.
    await sql`select set_config('statement_timeout', ${String(timeoutMs)}, true),
      set_config('enable_sort', 'off', true), set_config('work_mem', '32MB', true)`.execute(trx)
    return work(trx)
  }).catch(error => {
    const isTooLong = error instanceof DatabaseUnavailable && sqlStateOf(error.cause) === queryCanceled
    throw isTooLong ? new TooManyRows(error) : error
  })
}

/** With the outer ends of the spans as they are, so that Postgres knows how many rows to expect. */
function within({ touchpointIds, surveyIds, spans }: CountOf, table = ''): RawBuilder<boolean> {
  const runs: Timespan[] = []
  for (const { start, end } of spans) {
    const last = runs.at(-1)
    if (last?.end === start) last.end = end
    else runs.push({ start, end })
  }
  const during = runs.map(
    ({ start, end }) => sql`(shown_at >= ${new Date(start)} and shown_at < ${new Date(end)})`,
  )
  return sql<boolean>`${sql.ref(`${table}touchpoint_id`)} = any (${touchpointIds}::uuid[])
    and survey_id = any (${surveyIds}::uuid[]) and (${sql.join(during, sql` or `)})`
}

/** What hourly counts count, as far as `slice` asks for it. */
function counted({ verified, flagged, channel, locale, metadata }: Slice): RawBuilder<boolean> {
  const conditions = [sql`not test and not ('repeat' = any (flags))`]
  if (verified !== undefined) conditions.push(sql`verified = ${verified}`)
  if (flagged !== undefined) conditions.push(flagged ? sql`flags <> '{}'` : sql`flags = '{}'`)
  if (channel !== undefined) conditions.push(sql`channel = ${channel}`)
  if (locale !== undefined) conditions.push(sql`locale = ${locale}`)
  if (metadata !== undefined) conditions.push(sql`metadata @> ${JSON.stringify(metadata)}::jsonb`)
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}
