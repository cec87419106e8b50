import type { Destination } from '@tyck/shared/admin/destinations'
import type { Sealing } from '../domain/keys/sealing.ts'
import { openSecret } from '../domain/telling/deliver.ts'
import { destinationKind } from '../domain/telling/destinationKinds.ts'
import type { DestinationRow } from '../store/destinations.ts'

/** A destination as the admin API tells of it: nothing that is secret. */
export function tellDestination(sealing: Sealing, row: DestinationRow & { waiting: number }): Destination {
  const ofKind = destinationKind(row.kind).tell(row.settings, openSecret(sealing, row))
  return {
    ...ofKind,
    kind: row.kind,
    id: row.id,
    name: row.name,
    events: row.events,
    filters: row.filters,
    ...(row.kind === 'webhook' ? { fields: row.fields } : {}),
    state: row.state,
    why: row.why,
    revision: row.revision,
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    failingSince: row.failing_since?.toISOString() ?? null,
    waiting: row.waiting,
  } as Destination
}
