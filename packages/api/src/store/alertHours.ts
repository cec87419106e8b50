import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** How an alert is told: by itself, or with others when the hour is over that began at `beganAt`. */
export interface AlertPlace {
  isSingle: boolean
  beganAt: Date
}

/**
 * Counts an alert in its destination's hour, which begins with its first alert: the first `singles` are told one by one.
 * The same delivery, tried again, has the place that it had.
 */
export async function placeAlert(
  db: Db,
  { projectId, destinationId, deliveryId }: { projectId: string; destinationId: string; deliveryId: string },
  { singles, now }: { singles: number; now: Date },
): Promise<AlertPlace> {
  const isOver = sql`standing.began_at <= ${now}::timestamptz - interval '1 hour'`
  const { rows } = await sql<AlertPlace>`
    insert into alert_hours as standing (project_id, destination_id, began_at, singles)
    values (${projectId}, ${destinationId}, ${now}, array[${deliveryId}::uuid])
    on conflict (project_id, destination_id) do update set
      began_at = case when ${isOver} then excluded.began_at else standing.began_at end,
      singles = case
        when ${isOver} then excluded.singles
        when excluded.singles[1] = any (standing.singles) or cardinality(standing.singles) >= ${singles}
          then standing.singles
        else standing.singles || excluded.singles
      end
    returning ${deliveryId}::uuid = any (singles) as "isSingle", began_at as "beganAt"`.execute(db)
  const [row] = rows
  if (!row) throw new Error('The alert was not counted')
  return row
}

/** Notes for a delivery that it is told with others of the hour that began at `beganAt`. */
export async function noteStorm(db: Db, projectId: string, deliveryId: string, beganAt: Date): Promise<void> {
  await sql`
    update deliveries set body = body || jsonb_build_object('storm', ${beganAt.toISOString()}::text)
    where project_id = ${projectId} and id = ${deliveryId}`.execute(db)
}

/** How many answers are told together of that hour, by touchpoint, most first. What was erased is not among them. */
export async function countStorm(
  db: Db,
  { projectId, destinationId, beganAt }: { projectId: string; destinationId: string; beganAt: string },
): Promise<{ key: string; name: string; count: number }[]> {
  const { rows } = await sql<{ key: string; name: string; count: number }>`
    select t.key, t.name, count(*)::int as count
    from deliveries d
    join responses r on r.project_id = d.project_id and r.id = d.response_id
    join touchpoints t on t.project_id = r.project_id and t.id = r.touchpoint_id
    where ${ofStorm(projectId, destinationId, beganAt)}
    group by t.key, t.name order by count(*) desc, t.key`.execute(db)
  return rows
}

/** The ids of up to `limit` of these answers that have a comment, newest first. */
export async function listStormComments(
  db: Db,
  {
    projectId,
    destinationId,
    beganAt,
    limit,
  }: { projectId: string; destinationId: string; beganAt: string; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id
    from deliveries d join responses r on r.project_id = d.project_id and r.id = d.response_id
    where ${ofStorm(projectId, destinationId, beganAt)} and r.comment is not null
    order by r.commented_at desc limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

// That it was skipped says that it was told no other way since.
const ofStorm = (projectId: string, destinationId: string, beganAt: string) => sql`d.project_id = ${projectId}
  and d.destination_id = ${destinationId} and d.state = 'skipped' and d.body ->> 'storm' = ${beganAt}`
