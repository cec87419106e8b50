import { type Selectable, sql } from 'kysely'
import type { Db, Tables } from './tables.ts'
import type { Trx } from './transaction.ts'

/** Something that stopped: what came of it, and whether it is over. */
export type SilenceRow = Selectable<Tables['silences']>

/** The projects of which some destination is to hear when something stops. */
export async function listWatched(
  db: Db,
  after: string | null,
  limit: number,
): Promise<{ id: string; timeZone: string }[]> {
  const { rows } = await sql<{ id: string; timeZone: string }>`
    select p.id, p.time_zone as "timeZone" from projects p
    where p.id > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid and exists (
      select from destinations d
      where d.project_id = p.id and d.state = 'on' and (d.settings #> '{alerts,silence}')::boolean
    )
    order by p.id limit ${limit}`.execute(db)
  return rows
}

/** Whether this transaction is the one that looks at a project up to `until`. Others wait, and then need not. */
export async function takeCheck(trx: Trx, projectId: string, until: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into silence_checks as standing (project_id, until) values (${projectId}, ${until})
    on conflict (project_id) do update set until = excluded.until where standing.until < excluded.until
    returning until`.execute(trx)
  return rows.length > 0
}

/** A touchpoint with what was found silent there before. */
export interface WatchedTouchpoint {
  id: string
  key: string
  rulesId: string | null
  /** Whether anybody is asked there: it has a survey, is not archived and not paused. */
  isAsking: boolean
  /** Since when it asks again after a pause; null where it was never paused. */
  resumedAt: Date | null
}

export async function listWatchedTouchpoints(db: Db, projectId: string): Promise<WatchedTouchpoint[]> {
  const { rows } = await sql<WatchedTouchpoint>`
    select t.id, t.key, t.rules_id as "rulesId",
      t.survey_id is not null and t.archived_at is null and not coalesce(r.paused, true) as "isAsking",
      (
        -- The first rules after the last pause.
        select min(published_at) from rules n
        where n.project_id = t.project_id and n.touchpoint_id = t.id and not n.paused and n.version > (
          select max(version) from rules p
          where p.project_id = t.project_id and p.touchpoint_id = t.id and p.paused
        )
      ) as "resumedAt"
    from touchpoints t left join rules r on r.project_id = t.project_id and r.id = t.rules_id
    where t.project_id = ${projectId}`.execute(db)
  return rows
}

/** What a touchpoint's showings under some rules came to in an hour. */
export interface RulesHour {
  touchpointId: string
  /** Of what was imported, its import. */
  rulesId: string
  hour: Date
  shown: number
  answered: number
}

/** What each touchpoint's showings came to, by hour and rules, from `since` up to before `until`. */
export async function listHours(
  db: Db,
  projectId: string,
  { since, until }: { since: Date; until: Date },
): Promise<RulesHour[]> {
  // Survey by survey, as the index has them.
  const { rows } = await sql<RulesHour>`
    select c.touchpoint_id as "touchpointId", c.rules_id as "rulesId", c.hour, c.shown, c.answered
    from surveys s
    cross join lateral (
      select touchpoint_id, rules_id, hour, shown, answered from hourly_counts
      where project_id = ${projectId} and touchpoint_id = s.touchpoint_id and survey_id = s.id
        and hour >= ${since} and hour < ${until}
      offset 0
    ) as c
    where s.project_id = ${projectId}`.execute(db)
  return rows
}

export function listSilences(db: Db, projectId: string): Promise<SilenceRow[]> {
  return db.selectFrom('silences').selectAll().where('project_id', '=', projectId).execute()
}

/** Deletes those that ended before `before`. */
export async function forgetSilences(db: Db, projectId: string, before: Date): Promise<void> {
  await db.deleteFrom('silences').where('project_id', '=', projectId).where('ended_at', '<', before).execute()
}

export async function insertSilence(
  trx: Trx,
  silence: Omit<SilenceRow, 'id' | 'ended_at'>,
): Promise<{ id: string }> {
  return trx.insertInto('silences').values(silence).returning('id').executeTakeFirstOrThrow()
}

export async function endSilence(trx: Trx, projectId: string, id: string, endedAt: Date): Promise<void> {
  await trx
    .updateTable('silences')
    .set({ ended_at: endedAt })
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .execute()
}

/** A silence with what is told of it. */
export type ToldSilence = SilenceRow & {
  key: string
  name: string
  /** When its survey or rules were published shortly before it was noticed; null where they were not. */
  published_at: Date | null
}

/** Some silences, the longest first. */
export async function readSilences(
  db: Db,
  projectId: string,
  ids: readonly string[],
): Promise<ToldSilence[]> {
  const { rows } = await sql<ToldSilence>`
    select s.*, t.key, t.name, (
      select max(published_at) from (
        select published_at from surveys where project_id = s.project_id and touchpoint_id = s.touchpoint_id
        union all
        select published_at from rules where project_id = s.project_id and touchpoint_id = s.touchpoint_id
      ) as p
      -- What was published in the hour before may have done it.
      where p.published_at between s.since - interval '2 hours' and s.noticed_at
    ) as published_at
    from silences s join touchpoints t on t.project_id = s.project_id and t.id = s.touchpoint_id
    where s.project_id = ${projectId} and s.id = any (${ids}::uuid[])
    order by s.since, t.key, s.what`.execute(db)
  return rows
}
