import { sql } from 'kysely'
import type { DeliveryRow, NewDelivery } from './deliveries.ts'
import type { Db } from './tables.ts'

/** Makes a delivery that only this caller tries: nobody else takes it before `leaseMs` are over. */
export async function insertTest(
  db: Db,
  {
    projectId,
    destinationId,
    leaseMs,
  }: Pick<NewDelivery, 'projectId' | 'destinationId'> & { leaseMs: number },
): Promise<DeliveryRow> {
  const { rows } = await sql<DeliveryRow>`
    insert into deliveries (project_id, id, destination_id, kind, due_at, attempts)
    values (${projectId}, uuid_v7(), ${destinationId}, 'test',
      now() + ${leaseMs} * interval '1 millisecond', 1)
    returning *`.execute(db)
  const [row] = rows
  if (!row) throw new Error('Nothing was inserted')
  return row
}

/** A project's tests of the last `withinMs` milliseconds, the newest first, up to `limit`: where to, and how long ago. */
export async function listTests(
  db: Db,
  projectId: string,
  { withinMs, limit }: { withinMs: number; limit: number },
): Promise<{ destinationId: string; agoMs: number }[]> {
  const { rows } = await sql<{ destinationId: string; agoMs: number }>`
    select destination_id as "destinationId", extract(epoch from now() - created_at)::float8 * 1000 as "agoMs"
    from deliveries
    where project_id = ${projectId} and kind = 'test' and created_at > now() - ${withinMs} * interval '1 millisecond'
    order by created_at desc limit ${limit}`.execute(db)
  return rows
}
