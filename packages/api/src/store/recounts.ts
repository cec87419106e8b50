import { sql } from 'kysely'
import { countNames, scores } from './countNames.ts'
import type { Db } from './tables.ts'
import type { Trx } from './transaction.ts'

/** Hourly counts in the order of `countNames`. */
type Counts = readonly number[]

/** Counts that do not equal a recount of the responses; null is nothing at all. */
export interface Difference {
  projectId: string
  touchpointId: string
  surveyId: string
  rulesId: string
  hour: Date
  kept: Counts | null
  recounted: Counts | null
}

const kept = sql.raw(`array[${countNames.map(name => `c.${name}`).join(', ')}]`)
const recounted = sql.raw(`array[
  count(*), count(score),
  -- By the time of the comment: retention takes its text, and leaves it counted.
  count(commented_at), count(dismissed_at),
  ${scores.map(score => `count(*) filter (where score = ${score})`).join(', ')}
]::int[]`)

/** Projects in the order of their ids, those after `after`. */
export function listProjects(db: Db, after: string | null, limit: number): Promise<{ id: string }[]> {
  const query = db.selectFrom('projects').select('id').orderBy('id').limit(limit)
  return (after === null ? query : query.where('id', '>', after)).execute()
}

/**
 * Of the days from `first` to `last` (by UTC, `2026-03-01`) those that are to be recounted at `now`: when they have
 * ended, and once more when nothing can change them any more.
 */
export async function listDueDays(
  db: Db,
  projectId: string,
  { first, last, now }: { first: string; last: string; now: Date },
): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    select begins::date::text as day
    from generate_series(${first}::timestamptz, ${last}::timestamptz, '1 day') as begins
    left join recounts r on r.project_id = ${projectId} and r.day = begins::date
    where r.day is null
      or r.recounted_at < begins + interval '8 days' and ${now}::timestamptz >= begins + interval '8 days'
    order by 1`.execute(db)
  return rows.map(({ day }) => day)
}

/** Takes the recounting of a project for this transaction; says whether nobody else has it. */
export async function tryLockRecount(trx: Trx, projectId: string): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`tyck: recount of ${projectId}`}, 0)) as mine`.execute(
    trx,
  )
  return rows[0]?.mine ?? false
}

/**
 * Recounts the responses that were shown between two hours, and compares. In one statement, which sees responses and
 * counts at the same moment. Hours from which retention may have deleted something have no differences.
 */
export async function recountHours(db: Db, projectId: string, from: Date, to: Date): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    with recounted as (
      select touchpoint_id, survey_id, rules_id, date_trunc('hour', shown_at, 'UTC') as hour, ${recounted} as counts
      from responses
      where project_id = ${projectId} and shown_at >= ${from} and shown_at < ${to}
        and not test and not ('repeat' = any (flags))
      group by touchpoint_id, survey_id, rules_id, hour
    ),
    kept as (
      select c.touchpoint_id, c.survey_id, c.rules_id, c.hour, ${kept} as counts
      ${countsBetween(projectId, from, to)} and ${kept} <> array_fill(0, array[${countNames.length}::int])
    )
    select ${projectId}::uuid as "projectId", touchpoint_id as "touchpointId", survey_id as "surveyId",
      rules_id as "rulesId", hour, kept.counts as kept, recounted.counts as recounted
    from kept full join recounted using (touchpoint_id, survey_id, rules_id, hour)
    where kept.counts is distinct from recounted.counts
      and not exists (
        select from retention_progress
        where project_id = ${projectId} and greatest(responses_until, unanswered_until) >= hour
      )
    order by hour, touchpoint_id, survey_id, rules_id`.execute(db)
  return rows
}

/** By way of the surveys: the key of the counts has the hour after them. */
const countsBetween = (projectId: string, from: Date, to: Date) => sql`
  from surveys s
  join hourly_counts c on c.project_id = s.project_id and c.touchpoint_id = s.touchpoint_id
    and c.survey_id = s.id and c.hour >= ${from} and c.hour < ${to}
  where s.project_id = ${projectId}`

/** Notes that a day was recounted at `now`, with how many differences. */
export async function noteRecount(
  trx: Trx,
  projectId: string,
  { day, now, differences }: { day: string; now: Date; differences: number },
): Promise<void> {
  await sql`
    insert into recounts (project_id, day, recounted_at, differences)
    values (${projectId}, ${day}::date, ${now}, ${differences})
    on conflict (project_id, day) do update
      set recounted_at = excluded.recounted_at, differences = excluded.differences`.execute(trx)
}

/** Forgets days before `before`. */
export async function forgetRecounts(db: Db, projectId: string, before: string): Promise<void> {
  await sql`delete from recounts where project_id = ${projectId} and day < ${before}::date`.execute(db)
}

/** How many differences are known of all projects. */
export async function sumDifferences(db: Db): Promise<number> {
  const { rows } = await sql<{ sum: number }>`
    select coalesce(sum(differences), 0)::int as sum from recounts`.execute(db)
  return rows[0]?.sum ?? 0
}
