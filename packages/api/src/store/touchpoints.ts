import type { Touchpoint, TouchpointInput } from '@tyck/shared/admin/touchpoints'
import { sql } from 'kysely'
import type { Db } from './tables.ts'
import type { Trx } from './transaction.ts'

/** A touchpoint's own row, with pointers to what it asks now and how. */
export interface TouchpointRow {
  id: string
  key: string
  name: string
  metadata: Touchpoint['metadata']
  surveyId: string | null
  rulesId: string | null
  archivedAt: Date | null
  /** Counts its changes, from 1. */
  revision: number
}

/** The project's touchpoints that are not archived, in the order of the journey. */
export function listTouchpoints(db: Db, projectId: string): Promise<TouchpointRow[]> {
  return inOrder(touchpoints(db, projectId).where('archived_at', 'is', null)).execute()
}

/** The same with those that are archived at the end. */
export function listAllTouchpoints(db: Db, projectId: string): Promise<TouchpointRow[]> {
  return inOrder(touchpoints(db, projectId).orderBy(sql`archived_at is not null`)).execute()
}

export function findTouchpoint(db: Db, projectId: string, key: string): Promise<TouchpointRow | undefined> {
  return touchpoints(db, projectId).where('key', '=', key).executeTakeFirst()
}

/** Those of the project's touchpoints that have one of `keys`, archived ones too. */
export function findTouchpoints(
  db: Db,
  projectId: string,
  keys: readonly string[],
): Promise<TouchpointRow[]> {
  return touchpoints(db, projectId).where('key', 'in', keys).execute()
}

/** The touchpoint, which nobody else can change or publish to before the transaction ends. */
export function lockTouchpoint(trx: Trx, projectId: string, key: string): Promise<TouchpointRow | undefined> {
  return touchpoints(trx, projectId).where('key', '=', key).forUpdate().executeTakeFirst()
}

/** The same for all that the project has. */
export async function lockTouchpoints(trx: Trx, projectId: string): Promise<void> {
  await touchpoints(trx, projectId).orderBy('id').forUpdate().execute()
}

/** Adds a touchpoint, unless its key is taken; says whether it did. */
export async function insertTouchpoint(
  trx: Trx,
  projectId: string,
  touchpoint: Pick<TouchpointRow, 'id' | 'key' | 'name' | 'metadata'>,
): Promise<boolean> {
  const row = await trx
    .insertInto('touchpoints')
    .values({
      project_id: projectId,
      id: touchpoint.id,
      key: touchpoint.key,
      name: touchpoint.name,
      metadata: toJson(touchpoint.metadata),
      position: sql`(select coalesce(max(position), 0) + 1 from touchpoints where project_id = ${projectId}::uuid)`,
    })
    .onConflict(conflict => conflict.columns(['project_id', 'key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Names a touchpoint; metadata that are undefined stay as they are. */
export async function updateTouchpoint(
  trx: Trx,
  projectId: string,
  key: string,
  { name, metadata }: TouchpointInput,
): Promise<void> {
  await trx
    .updateTable('touchpoints')
    .set({ name, ...(metadata === undefined ? {} : { metadata: toJson(metadata) }), ...changed })
    .where('project_id', '=', projectId)
    .where('key', '=', key)
    .execute()
}

/** Points a touchpoint at what it asks, or how, from now on; archives it, or takes it back; or only counts a change. */
export async function pointTouchpoint(
  trx: Trx,
  projectId: string,
  id: string,
  to: { survey_id: string } | { rules_id: string } | { archived_at: Date | null } | Record<string, never>,
): Promise<void> {
  await trx
    .updateTable('touchpoints')
    .set({ ...to, ...changed })
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .execute()
}

/** Puts touchpoints in the order of `ids`. */
export async function orderTouchpoints(trx: Trx, projectId: string, ids: readonly string[]): Promise<void> {
  await sql`
    update touchpoints set position = ordered.position
    from unnest(${ids}::uuid[]) with ordinality as ordered (id, position)
    where project_id = ${projectId}::uuid and touchpoints.id = ordered.id`.execute(trx)
}

const changed = { revision: sql<number>`revision + 1` }

function touchpoints(db: Db, projectId: string) {
  return db
    .selectFrom('touchpoints')
    .select([
      'id',
      'key',
      'name',
      'metadata',
      'survey_id as surveyId',
      'rules_id as rulesId',
      'archived_at as archivedAt',
      'revision',
    ])
    .where('project_id', '=', projectId)
}

function inOrder(query: ReturnType<typeof touchpoints>) {
  return query.orderBy('position').orderBy('key')
}

function toJson(metadata: Touchpoint['metadata']): string | null {
  return metadata === null ? null : JSON.stringify(metadata)
}
