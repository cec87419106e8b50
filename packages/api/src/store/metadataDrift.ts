import type { DriftKind } from '@tyck/shared/admin/drift'
import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** In how many responses of a day something was seen; `looked-at` counts them all, under the key ''. */
export interface DriftCount {
  touchpointId: string
  /** By UTC: `2026-03-01`. */
  day: string
  kind: DriftKind | 'looked-at'
  /** '' stands for undeclared keys beyond those that are kept by name. */
  key: string
  responses: number
}

/** Names of undeclared keys that are kept of a touchpoint and day: they are anybody's text. */
const mostNames = 50

/** Adds to what is stored of a project. */
export async function addDrift(db: Db, projectId: string, counts: readonly DriftCount[]): Promise<void> {
  await sql`
    with given as (
      select * from unnest(
        ${counts.map(each => each.touchpointId)}::uuid[], ${counts.map(each => each.day)}::date[],
        ${counts.map(each => each.kind)}::text[], ${counts.map(each => each.key)}::text[],
        ${counts.map(each => each.responses)}::int[]
      ) as given (touchpoint_id, day, kind, key, responses)
    ),
    known as (
      select touchpoint_id, day, kind, key from metadata_drift
      where project_id = ${projectId} and (touchpoint_id, day) in (select touchpoint_id, day from given)
    ),
    ranked as (
      select given.*, known.key is not null as is_known,
        count(*) filter (where known.key is null and given.kind = 'undeclared' and given.key <> '') over (
          partition by given.touchpoint_id, given.day order by given.responses desc, given.key
        ) + (
          select count(*) from known other
          where other.touchpoint_id = given.touchpoint_id and other.day = given.day and other.kind = 'undeclared'
            and other.key <> ''
        ) as names
      from given left join known using (touchpoint_id, day, kind, key)
    ),
    kept as (
      select touchpoint_id, day, kind, responses,
        case when kind = 'undeclared' and not is_known and names > ${mostNames} then '' else key end as key
      from ranked
    )
    insert into metadata_drift as standing (project_id, touchpoint_id, day, kind, key, responses)
    select t.project_id, kept.touchpoint_id, day, kind, kept.key, sum(responses)
    from kept join touchpoints t on t.project_id = ${projectId} and t.id = kept.touchpoint_id
    group by t.project_id, kept.touchpoint_id, day, kind, kept.key
    order by t.project_id, kept.touchpoint_id, day, kind, kept.key
    on conflict (project_id, touchpoint_id, day, kind, key) do update
      set responses = standing.responses + excluded.responses`.execute(db)
}

/** What is stored of a touchpoint since a day, the latest first, and of each day the most frequent first. */
export async function readDrift(
  db: Db,
  projectId: string,
  touchpointId: string,
  since: string,
): Promise<Omit<DriftCount, 'touchpointId'>[]> {
  const { rows } = await sql<Omit<DriftCount, 'touchpointId'>>`
    select day::text, kind, key, responses from metadata_drift
    where project_id = ${projectId} and touchpoint_id = ${touchpointId} and day >= ${since}::date
    order by day desc, responses desc, kind, key`.execute(db)
  return rows
}

/** Forgets days before `before`. */
export async function forgetDrift(db: Db, projectId: string, before: Date): Promise<void> {
  await sql`delete from metadata_drift where project_id = ${projectId} and day < ${before}::date`.execute(db)
}
