import { type Selectable, sql } from 'kysely'
import type { Db, Tables } from './tables.ts'
import type { Trx } from './transaction.ts'

/** Something that happened, as it is noted: whose and when, and nothing that anybody wrote. */
export type EventRow = Selectable<Tables['events']>

/** An event as fan-out looks at it: with the keys that filters name, and whether the response's panel is closed now. */
export type NewEvent = Omit<EventRow, 'fanned_out'> & {
  touchpoint: string | null
  metric: string | null
  closed: boolean | null
}

/**
 * Notes an event of no response, where a destination of the project wants its type. What happens to responses is noted
 * by `flush`, in the statement that stores them.
 * @param trx the transaction in which it happens
 */
export async function noteEvent(
  trx: Trx,
  event: Pick<EventRow, 'project_id' | 'type'> &
    Partial<Pick<EventRow, 'touchpoint_id' | 'survey_id' | 'respondent'>>,
): Promise<void> {
  const { project_id, type, touchpoint_id = null, survey_id = null, respondent = null } = event
  await sql`
    insert into events (project_id, id, type, touchpoint_id, survey_id, respondent)
    select ${project_id}, uuid_v7(), ${type}, ${touchpoint_id}, ${survey_id}, ${respondent}
    where exists (
      select from destinations where project_id = ${project_id} and state = 'on' and ${type} = any (wants)
    )`.execute(trx)
}

/**
 * Up to `limit` events that were not fanned out yet, of each project its oldest, locked: others take others meanwhile.
 * Each project has the same share of `limit`, however much of others waits.
 */
export async function takeEvents(trx: Trx, limit: number): Promise<NewEvent[]> {
  const { rows } = await sql<NewEvent>`
    with recursive waiting (project_id) as (
      (select project_id from events where not fanned_out order by project_id limit 1)
      union all
      -- From one project to the next, by the index: a list of all that waits would be read as a whole.
      select (
        select e.project_id from events e where not e.fanned_out and e.project_id > waiting.project_id
        order by e.project_id limit 1
      )
      from waiting where waiting.project_id is not null
    ),
    taken as materialized (
      select one.* from (
        select project_id, ceil(${limit}::float8 / count(*) over ()) as share
        from waiting where project_id is not null
        -- Where there are more projects than may be taken, not always the same ones go first.
        order by random()
      ) as w
      cross join lateral (
        select * from events e where not e.fanned_out and e.project_id = w.project_id
        order by e.id limit w.share for update skip locked
      ) as one
      limit ${limit}
    )
    select e.*, t.key as touchpoint, s.metric, r.closed
    from taken e
    left join touchpoints t on t.project_id = e.project_id and t.id = e.touchpoint_id
    left join surveys s on s.project_id = e.project_id and s.id = e.survey_id
    left join responses r on r.project_id = e.project_id and r.id = e.response_id
    order by e.project_id, e.id`.execute(trx)
  return rows
}

/** Up to `limit` events of a project from `from` and before `until`, the oldest first, those after the id `after`. */
export async function listEvents(
  db: Db,
  projectId: string,
  { from, until, after, limit }: { from: Date; until: Date; after: string | null; limit: number },
): Promise<NewEvent[]> {
  const { rows } = await sql<NewEvent>`
    select e.*, t.key as touchpoint, s.metric, r.closed
    from events e
    left join touchpoints t on t.project_id = e.project_id and t.id = e.touchpoint_id
    left join surveys s on s.project_id = e.project_id and s.id = e.survey_id
    left join responses r on r.project_id = e.project_id and r.id = e.response_id
    where e.project_id = ${projectId} and e.created_at >= ${from} and e.created_at < ${until}
      and e.id > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid
    order by e.id limit ${limit}`.execute(db)
  return rows
}

/** Whether the event `e` is still to be told to somebody: a delivery waits, and its destination is there. */
const isToTell = sql<boolean>`exists (
  select from deliveries d
  join destinations t on t.project_id = d.project_id and t.id = d.destination_id
  where d.project_id = e.project_id and d.event_id = e.id and d.state = 'waiting'
)`

/**
 * Forgets whom a project's erasures were of that nobody is still to be told.
 * @param eventId only of this one
 */
export async function forgetNamed(db: Db, projectId: string, eventId: string | null = null): Promise<void> {
  await sql`
    update events e set respondent = null
    where e.project_id = ${projectId} and e.respondent is not null and e.fanned_out
      and ${eventId === null ? sql`true` : sql`e.id = ${eventId}`} and not ${isToTell}`.execute(db)
}

/** Notes that everything is made that comes of these events; a respondent of whom nothing is to be told is forgotten. */
export async function noteFannedOut(
  trx: Trx,
  events: readonly Pick<EventRow, 'project_id' | 'id'>[],
): Promise<void> {
  await sql`
    update events e set fanned_out = true, respondent = case when e.respondent is not null and ${isToTell}
        then e.respondent end
    from unnest(${events.map(({ project_id }) => project_id)}::uuid[], ${events.map(({ id }) => id)}::uuid[])
      as done (project_id, id)
    where e.project_id = done.project_id and e.id = done.id`.execute(trx)
}

/** Deletes up to `limit` of a project's events from before `before`, with their deliveries; says how many there were. */
export async function forgetEvents(db: Db, projectId: string, before: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from events where project_id = ${projectId} and id in (
      select id from events where project_id = ${projectId} and created_at < ${before} order by id limit ${limit}
    )`.execute(db)
  return Number(numAffectedRows)
}
