import type { Metric } from '@tyck/shared/metric'
import { type Selectable, sql } from 'kysely'
import type { NewEvent } from './events.ts'
import type { Db, Tables } from './tables.ts'

/** A response as it stands, with what is needed to tell of it. */
export type ToldResponse = Selectable<Tables['responses']> & {
  /** Its key and name. */
  touchpoint: string
  touchpoint_name: string
  metric: Metric
}

/** A survey that was published, as far as it is told. */
export interface ToldSurvey {
  touchpoint: string
  surveyId: string
  seriesId: string
  version: number
  metric: Metric
  defaultLocale: string
  question: string
  publishedAt: string
}

type Key = { project_id: string; id: string }

const keys = (wanted: readonly Key[]) =>
  sql`unnest(${wanted.map(({ project_id }) => project_id)}::uuid[], ${wanted.map(({ id }) => id)}::uuid[])
    as wanted (project_id, id)`

const byKey = <Row extends Key>(rows: Row[]) => new Map(rows.map(row => [`${row.project_id}/${row.id}`, row]))

/** Events by `project_id/id`. */
export async function readEvents(db: Db, wanted: readonly Key[]): Promise<Map<string, NewEvent>> {
  const { rows } = await sql<NewEvent>`
    select e.*, t.key as touchpoint, s.metric, r.closed
    from ${keys(wanted)}
    join events e on e.project_id = wanted.project_id and e.id = wanted.id
    left join touchpoints t on t.project_id = e.project_id and t.id = e.touchpoint_id
    left join surveys s on s.project_id = e.project_id and s.id = e.survey_id
    left join responses r on r.project_id = e.project_id and r.id = e.response_id`.execute(db)
  return byKey(rows)
}

/** Responses by `project_id/id`. */
export async function readTold(db: Db, wanted: readonly Key[]): Promise<Map<string, ToldResponse>> {
  const { rows } = await sql<ToldResponse>`
    select r.*, t.key as touchpoint, t.name as touchpoint_name, s.metric
    from ${keys(wanted)}
    join responses r on r.project_id = wanted.project_id and r.id = wanted.id
    join touchpoints t on t.project_id = r.project_id and t.id = r.touchpoint_id
    join surveys s on s.project_id = r.project_id and s.id = r.survey_id`.execute(db)
  return byKey(rows)
}

/** Surveys by `project_id/id`. */
export async function readToldSurveys(db: Db, wanted: readonly Key[]): Promise<Map<string, ToldSurvey>> {
  const { rows } = await sql<Key & { told: ToldSurvey }>`
    select s.project_id, s.id, jsonb_build_object(
      'touchpoint', t.key, 'surveyId', s.id, 'seriesId', s.series_id, 'version', s.version, 'metric', s.metric,
      'defaultLocale', s.default_locale, 'question', s.locales -> s.default_locale ->> 'question',
      'publishedAt', to_char(s.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    ) as told
    from ${keys(wanted)}
    join surveys s on s.project_id = wanted.project_id and s.id = wanted.id
    join touchpoints t on t.project_id = s.project_id and t.id = s.touchpoint_id`.execute(db)
  return new Map(rows.map(({ project_id, id, told }) => [`${project_id}/${id}`, told]))
}

/** Destinations with their projects, by `project_id/id`. */
export async function readDestinations(
  db: Db,
  wanted: readonly Key[],
): Promise<Map<string, Selectable<Tables['destinations']> & { project_name: string; time_zone: string }>> {
  const { rows } = await sql<
    Selectable<Tables['destinations']> & { project_name: string; time_zone: string }
  >`
    select d.*, p.name as project_name, p.time_zone
    from ${keys(wanted)}
    join destinations d on d.project_id = wanted.project_id and d.id = wanted.id
    join projects p on p.id = d.project_id`.execute(db)
  return byKey(rows)
}
