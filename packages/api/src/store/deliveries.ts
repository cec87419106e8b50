import type { DeliveryState } from '@tyck/shared/admin/destinations'
import { type Selectable, sql } from 'kysely'
import { forgetNamed } from './events.ts'
import type { Db, Tables } from './tables.ts'

/** A delivery as it is stored. */
export type DeliveryRow = Selectable<Tables['deliveries']>

/** A delivery to be made. */
export interface NewDelivery {
  projectId: string
  destinationId: string
  kind: DeliveryRow['kind']
  eventId: string | null
  responseId: string | null
  key: string | null
  /** See `Planned`. */
  after: string | null
  once: boolean
  body: unknown
  /** In milliseconds from now. */
  dueInMs: number
}

/** Made once for each event and destination, and once for each key, which is made anew for as long as it waits. */
export async function insertDeliveries(db: Db, made: readonly NewDelivery[]): Promise<number> {
  const keyed = made.filter(({ key }) => key !== null)
  for (const one of keyed) await putDelivery(db, one)
  const others = made.filter(({ key }) => key === null)
  if (others.length === 0) return keyed.length
  const { numAffectedRows } = await sql`
    insert into deliveries (project_id, id, destination_id, event_id, kind, response_id, body, due_at)
    select "projectId", uuid_v7(), "destinationId", "eventId", kind, "responseId", body,
      now() + "dueInMs" * interval '1 millisecond'
    from jsonb_to_recordset(${JSON.stringify(others)}::jsonb) as made (
      "projectId" uuid, "destinationId" uuid, "eventId" uuid, kind text, "responseId" uuid, body jsonb,
      "dueInMs" double precision
    )
    on conflict (project_id, event_id, destination_id) do nothing`.execute(db)
  return keyed.length + Number(numAffectedRows)
}

/**
 * Makes a delivery with a key, or puts it in the place of the one that waits under that key: body and time are those of
 * the new one. One that was settled stays settled: a key is delivered once. What was skipped is made
 * anew, unless it is told with others.
 */
export async function putDelivery(db: Db, one: NewDelivery): Promise<void> {
  await sql`
    insert into deliveries as standing
      (project_id, id, destination_id, event_id, kind, key, response_id, body, due_at)
    select ${one.projectId}::uuid, uuid_v7(), ${one.destinationId}::uuid, ${one.eventId}::uuid, ${one.kind}, ${one.key},
      ${one.responseId}::uuid, ${one.body === null ? null : JSON.stringify(one.body)}::jsonb,
      now() + ${one.dueInMs}::double precision * interval '1 millisecond'
    where ${one.after}::text is null or exists (
      select from deliveries
      where project_id = ${one.projectId} and destination_id = ${one.destinationId} and key = ${one.after}
        and state = 'delivered'
    )
    on conflict (project_id, destination_id, key) do update
      -- Also where it is under way: then that attempt counts for nothing, and this one is sent after it.
      set event_id = excluded.event_id, due_at = excluded.due_at, attempts = 0, state = 'waiting', settled_at = null,
        body = case when standing.state = 'waiting' and ${one.after}::text is not null then standing.body
          else excluded.body end
      where standing.state in ('waiting', 'skipped') and not ${one.once}::boolean
        and not coalesce(standing.state = 'skipped' and standing.body ? 'storm', false)`.execute(db)
}

/** A delivery that is to be tried now, at the database's time `now`. */
export type Claimed = DeliveryRow & { now: Date }

/** How many a process may have under way. */
export interface Room {
  /** In all. */
  total: number
  /** At one destination; at one where the last attempt failed it is one. */
  perDestination: number
  /** At all destinations of one project: who has many that are slow leaves room for others. */
  perProject: number
  /** Nobody else takes a claimed delivery for so long, in milliseconds. If we die it is tried again then. */
  leaseMs: number
}

/**
 * Takes deliveries that are due, of each destination and project no more than there is room for: one that takes nothing
 * holds up no other. Each counts as an attempt at once, so that one that kills the process does not do so for ever.
 * @param underWay how many this process has under way at each destination, by id
 */
export async function claimDeliveries(
  db: Db,
  { total, perDestination, perProject, leaseMs }: Room,
  underWay: ReadonlyMap<string, number>,
): Promise<Claimed[]> {
  const { rows } = await sql<Claimed>`
    with busy as (
      select * from unnest(${[...underWay.keys()]}::uuid[], ${[...underWay.values()]}::int[]) as busy (id, count)
    ),
    due as materialized (
      select due.*, d.project_room from (
        select d.* from (
          select d.project_id, d.id, d.state,
            case when failing_since is null then ${perDestination}::int else 1 end - coalesce(busy.count, 0) as room,
            ${perProject}::int - coalesce(sum(busy.count) over (partition by d.project_id), 0) as project_room
          from destinations d left join busy on busy.id = d.id
        ) as d
        where d.state = 'on'
        -- Where there are more than we have room for, not always the same ones go first.
        order by random()
      ) as d
      cross join lateral (
        select project_id, id from deliveries
        where project_id = d.project_id and destination_id = d.id and state = 'waiting' and due_at <= now()
        order by due_at limit greatest(least(d.room, d.project_room), 0) for update skip locked
      ) as due
      limit ${total}
    ),
    picked as (
      select project_id, id from (
        select *, row_number() over (partition by project_id order by random()) as place from due
      ) as placed
      where place <= project_room
    )
    update deliveries set due_at = now() + ${leaseMs} * interval '1 millisecond', attempts = attempts + 1
    from picked where deliveries.project_id = picked.project_id and deliveries.id = picked.id
    returning deliveries.*, now() as now`.execute(db)
  return rows
}

/** What came of an attempt: settled, or due again. */
export interface Settlement {
  state: DeliveryState
  status: number | null
  error: string | null
  tookMs: number
  /** Where it waits: in how many milliseconds it is due. */
  dueInMs: number
}

/**
 * Notes what came of the attempt, unless the delivery was taken by somebody else since, or made anew. Once an erasure
 * is told everywhere, whom it was of is forgotten. Says whether it noted it.
 */
export async function settleDelivery(
  db: Db,
  { project_id, id, attempts }: Pick<DeliveryRow, 'project_id' | 'id' | 'attempts'>,
  { state, status, error, tookMs, dueInMs }: Settlement,
): Promise<boolean> {
  const { rows } = await sql<{ event_id: string | null }>`
    update deliveries set state = ${state}, status = ${status}, error = ${error},
      settled_at = case when ${state} <> 'waiting' then now() end,
      due_at = now() + ${dueInMs} * interval '1 millisecond',
      -- The last twenty.
      tries = case when jsonb_array_length(tries) >= 20 then tries - 0 else tries end || jsonb_build_array(
        jsonb_build_object('at', to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'status', ${status}::int,
          'error', ${error}::text, 'tookMs', ${Math.round(tookMs)}::int)
      )
    where project_id = ${project_id} and id = ${id} and attempts = ${attempts} and state = 'waiting'
    returning event_id`.execute(db)
  const eventId = rows[0]?.event_id
  if (eventId && state !== 'waiting') await forgetNamed(db, project_id, eventId)
  return rows.length > 0
}

/** Gives back what was claimed and not tried to its end: it is due at once, and the attempt does not count. */
export async function giveBack(db: Db, { project_id, id, attempts }: DeliveryRow): Promise<void> {
  await sql`
    update deliveries set due_at = now(), attempts = attempts - 1
    where project_id = ${project_id} and id = ${id} and attempts = ${attempts} and state = 'waiting'`.execute(
    db,
  )
}

/** Up to `limit` deliveries to a destination, newest first, those before the id `before`. */
export async function listDeliveries(
  db: Db,
  projectId: string,
  destinationId: string,
  { state, before, limit }: { state: DeliveryState | undefined; before: string | undefined; limit: number },
): Promise<(DeliveryRow & { type: string | null })[]> {
  let query = db
    .selectFrom('deliveries')
    .leftJoin('events', join =>
      join
        .onRef('events.project_id', '=', 'deliveries.project_id')
        .onRef('events.id', '=', 'deliveries.event_id'),
    )
    .selectAll('deliveries')
    .select('events.type')
    .where('deliveries.project_id', '=', projectId)
    .where('deliveries.destination_id', '=', destinationId)
    .orderBy('deliveries.id', 'desc')
    .limit(limit)
  if (state) query = query.where('deliveries.state', '=', state)
  if (before) query = query.where('deliveries.id', '<', before)
  return query.execute()
}

/** Has a delivery tried again from the beginning, now. Says whether there is one. */
export async function retryDelivery(
  db: Db,
  projectId: string,
  destinationId: string,
  id: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update deliveries set state = 'waiting', due_at = now(), attempts = 0, settled_at = null
    where project_id = ${projectId} and destination_id = ${destinationId} and id = ${id} and kind <> 'test'`.execute(
    db,
  )
  return Number(numAffectedRows) > 0
}

/** Has events sent to a destination again, or for the first time: each with the id that it had. */
export async function replayEvents(
  db: Db,
  projectId: string,
  destinationId: string,
  events: readonly { id: string; response_id: string | null }[],
): Promise<void> {
  await sql`
    insert into deliveries as standing (project_id, id, destination_id, event_id, kind, response_id, due_at)
    select ${projectId}, uuid_v7(), ${destinationId}, e.id, 'event', e.response_id, now()
    from events e
    where e.project_id = ${projectId} and e.id = any (${events.map(({ id }) => id)}::uuid[])
    on conflict (project_id, event_id, destination_id) do update
      set state = 'waiting', due_at = now(), attempts = 0, settled_at = null
      where standing.state <> 'waiting'`.execute(db)
}

/** How many wait, and how long the one has been due that has been due for longest, in seconds. */
export async function readBacklog(db: Db): Promise<{ waiting: number; oldestDueSeconds: number }> {
  const { rows } = await sql<{ waiting: number; oldestDueSeconds: number }>`
    select count(*)::int as waiting,
      coalesce(extract(epoch from now() - min(w.due_at) filter (where w.due_at < now())), 0)::float8 as "oldestDueSeconds"
    from deliveries w
    join destinations d on d.project_id = w.project_id and d.id = w.destination_id and d.state = 'on'
    where w.state = 'waiting'`.execute(db)
  return rows[0] ?? { waiting: 0, oldestDueSeconds: 0 }
}

/**
 * Deletes up to `limit` of a project's deliveries that were made before `before`, or whose destination is gone; says
 * how many there were.
 */
export async function forgetDeliveries(
  db: Db,
  projectId: string,
  before: Date,
  limit: number,
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from deliveries where project_id = ${projectId} and id in (
      select id from deliveries w
      where project_id = ${projectId} and (created_at < ${before} or not exists (
        select from destinations d where d.project_id = w.project_id and d.id = w.destination_id
      ))
      limit ${limit}
    )`.execute(db)
  return Number(numAffectedRows)
}

/** Which of these keys were delivered to a destination. */
export async function listDeliveredKeys(
  db: Db,
  { projectId, destinationId }: Pick<NewDelivery, 'projectId' | 'destinationId'>,
  keys: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('deliveries')
    .select('key')
    .where('project_id', '=', projectId)
    .where('destination_id', '=', destinationId)
    .where('key', 'in', keys)
    .where('state', '=', 'delivered')
    .execute()
  return new Set(rows.flatMap(({ key }) => key ?? []))
}
