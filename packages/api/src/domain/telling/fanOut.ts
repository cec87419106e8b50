import { insertDeliveries, type NewDelivery } from '../../store/deliveries.ts'
import { type DestinationRow, listOn } from '../../store/destinations.ts'
import { type NewEvent, noteFannedOut, takeEvents } from '../../store/events.ts'
import type { Db } from '../../store/tables.ts'
import type { Planned } from './destinationKind.ts'
import { destinationKind } from './destinationKinds.ts'
import { passes } from './passes.ts'

/** Events in one transaction: it holds them only shortly. */
const batch = 500
/**
 * An erasure is told so late, in milliseconds: what was read of the person before it was deleted is on its way for an
 * attempt's time at most, and whoever deletes what they have must not get that after it.
 */
const erasureMs = 45_000

/**
 * Makes of the events that are new what each destination is to be sent, in one transaction: an event is done with
 * exactly when its deliveries are made. Any number of processes may do it at the same time.
 * @returns how many events it took; 0 where none waits
 */
export async function fanOut(db: Db, limit = batch): Promise<number> {
  return db.transaction().execute(async trx => {
    const events = await takeEvents(trx, limit)
    if (events.length === 0) return 0
    const destinations = await listOn(trx, [...new Set(events.map(event => event.project_id))])
    const made = events.flatMap(event =>
      destinations
        .filter(destination => destination.project_id === event.project_id)
        .flatMap(destination =>
          plansOf(event, destination).map(planned => toDelivery(event, destination, planned)),
        ),
    )
    await insertDeliveries(trx, made)
    await noteFannedOut(trx, events)
    return events.length
  })
}

function plansOf(event: NewEvent, destination: DestinationRow): Planned[] {
  const { plan } = destinationKind(destination.kind)
  if (plan) return destination.wants.includes(event.type) ? plan(event, destination) : []
  return passes(event, destination) ? [{ kind: 'event' }] : []
}

function toDelivery(event: NewEvent, destination: DestinationRow, planned: Planned): NewDelivery {
  const { kind, key = null, after = null, once = false, body = null } = planned
  const { dueInMs = event.type === 'respondent.erased' ? erasureMs : 0 } = planned
  return {
    projectId: event.project_id,
    destinationId: destination.id,
    kind,
    // What has a key is made anew for the next event: it is of none.
    eventId: key === null ? event.id : null,
    responseId: event.response_id,
    key,
    after,
    once,
    body,
    dueInMs,
  }
}
