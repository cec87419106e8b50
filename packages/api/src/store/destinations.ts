import type { DestinationState } from '@tyck/shared/admin/destinations'
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { forgetNamed } from './events.ts'
import type { Db, Tables } from './tables.ts'
import { inTransaction, type Trx } from './transaction.ts'

/** A destination as it is stored; what is secret of it is sealed. */
export type DestinationRow = Selectable<Tables['destinations']>

/** How many waiting deliveries are counted at most. */
const mostCounted = 1_000

/** The project's destinations in the order in which they were made, each with how many deliveries wait there. */
export async function listDestinations(
  db: Db,
  projectId: string,
): Promise<(DestinationRow & { waiting: number })[]> {
  return counted(db, projectId).orderBy('destinations.created_at').orderBy('destinations.id').execute()
}

/** One of them. */
export async function findDestination(
  db: Db,
  projectId: string,
  id: string,
): Promise<(DestinationRow & { waiting: number }) | undefined> {
  return counted(db, projectId).where('destinations.id', '=', id).executeTakeFirst()
}

function counted(db: Db, projectId: string) {
  return db
    .selectFrom('destinations')
    .selectAll()
    .select(
      sql<number>`(select count(*)::int from (
        select from deliveries d
        where d.project_id = destinations.project_id and d.destination_id = destinations.id and d.state = 'waiting'
        limit ${mostCounted}
      ) as waiting)`.as('waiting'),
    )
    .where('destinations.project_id', '=', projectId)
}

/** Those of some projects that are on: what is fanned out goes to them. */
export async function listOn(db: Db, projectIds: readonly string[]): Promise<DestinationRow[]> {
  return db
    .selectFrom('destinations')
    .selectAll()
    .where('project_id', 'in', projectIds)
    .where('state', '=', 'on')
    .execute()
}

export async function countDestinations(trx: Trx, projectId: string): Promise<number> {
  const { count } = await trx
    .selectFrom('destinations')
    .select(eb => eb.fn.countAll<string>().as('count'))
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function insertDestination(db: Db, row: Insertable<Tables['destinations']>): Promise<void> {
  await db.insertInto('destinations').values(row).execute()
}

/** Changes a destination, unless it was changed since `revision`, where that is given. Says whether it did. */
export async function updateDestination(
  db: Db,
  { projectId, id, revision }: { projectId: string; id: string; revision: number | null },
  change: Updateable<Tables['destinations']>,
): Promise<boolean> {
  let query = db
    .updateTable('destinations')
    .set({ ...change, revision: sql`revision + 1`, changed_at: sql`now()` })
    .where('project_id', '=', projectId)
    .where('id', '=', id)
  if (revision !== null) query = query.where('revision', '=', revision)
  const { numUpdatedRows } = await query.executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Turns a destination on or off. Turned on it is as if nothing had ever failed there. */
export async function setDestinationState(
  db: Db,
  projectId: string,
  id: string,
  { state, why }: { state: DestinationState; why: DestinationRow['why'] },
): Promise<boolean> {
  const change = { state, why, ...(state === 'on' ? { failing_since: null } : {}) }
  return updateDestination(db, { projectId, id, revision: null }, change)
}

/** Notes what came of the last attempt, for those that are on. Says since when nothing has been taken. */
export async function noteAttempt(
  db: Db,
  projectId: string,
  id: string,
  wasTaken: boolean,
): Promise<{ failingSince: Date | null }> {
  const { rows } = await sql<{ failingSince: Date | null }>`
    update destinations set failing_since = ${wasTaken ? sql`null` : sql`now()`}
    where project_id = ${projectId} and id = ${id}
      -- Nearly always nothing has changed, and nothing is written.
      and failing_since is ${wasTaken ? sql`not null` : sql`null`}
    returning failing_since as "failingSince"`.execute(db)
  if (rows[0]) return rows[0]
  const found = await db
    .selectFrom('destinations')
    .select('failing_since as failingSince')
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst()
  return found ?? { failingSince: null }
}

/**
 * Says whether there was one. Its deliveries are sent nowhere any more, and swept up later; whose erasure only it was
 * still to be told is forgotten now.
 */
export function deleteDestination(db: Db, projectId: string, id: string): Promise<boolean> {
  return inTransaction(db, async trx => {
    const { numDeletedRows } = await trx
      .deleteFrom('destinations')
      .where('project_id', '=', projectId)
      .where('id', '=', id)
      .executeTakeFirst()
    await forgetNamed(trx, projectId)
    return numDeletedRows > 0n
  })
}
