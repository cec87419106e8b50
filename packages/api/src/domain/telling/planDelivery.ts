import { putDelivery } from '../../store/deliveries.ts'
import type { DestinationRow } from '../../store/destinations.ts'
import type { Db } from '../../store/tables.ts'
import type { Planned } from './destinationKind.ts'

/**
 * Has something sent to a destination that comes of no event: a digest, an alert that showings have stopped. Any number
 * of processes may ask for the same, for of one key one is sent: see `Planned`.
 */
export function planDelivery(
  db: Db,
  { project_id, id }: Pick<DestinationRow, 'project_id' | 'id'>,
  planned: Planned & { key: string },
): Promise<void> {
  const { kind, key, after = null, once = false, body = null, dueInMs = 0 } = planned
  return putDelivery(db, {
    projectId: project_id,
    destinationId: id,
    kind,
    eventId: null,
    responseId: null,
    key,
    after,
    once,
    body,
    dueInMs,
  })
}
