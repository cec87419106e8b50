import { type Claimed, settleDelivery } from '../../store/deliveries.ts'
import { type DestinationRow, noteAttempt, updateDestination } from '../../store/destinations.ts'
import type { Db } from '../../store/tables.ts'
import { readDestinations, readEvents, readTold, readToldSurveys } from '../../store/told.ts'
import type { Sealing } from '../keys/sealing.ts'
import type { Message, OpenDestination, Sent, Tools } from './destinationKind.ts'
import { destinationKind } from './destinationKinds.ts'
import { nextAttemptMs } from './retrySchedule.ts'

/** What deliveries are made with. */
export interface Delivering extends Omit<Tools, 'now'> {
  sealing: Sealing
  /** How long one attempt may take, in milliseconds. */
  attemptMs: number
}

/** A delivery with all that is needed to try it; or `skipped`, with why there is nothing to tell any more. */
export type Prepared = { delivery: Claimed } & (
  | { message: Message; destination: OpenDestination }
  | { skipped: string }
)

/** After so long without anything taken a destination is turned off, in milliseconds: it was told for days. */
const failingMs = 5 * 86_400_000

/** Reads what deliveries are to tell as it stands now, all at once. */
export async function prepare({ db, sealing }: Delivering, claimed: readonly Claimed[]): Promise<Prepared[]> {
  const of = (column: 'event_id' | 'response_id' | 'destination_id') =>
    claimed.flatMap(({ project_id, [column]: id }) => (id === null ? [] : [{ project_id, id }]))
  const [events, responses, destinations] = [
    await readEvents(db, of('event_id')),
    await readTold(db, of('response_id')),
    await readDestinations(db, of('destination_id')),
  ]
  const published = [...events.values()].filter(({ type }) => type === 'survey.published')
  const surveys = await readToldSurveys(
    db,
    published.flatMap(({ project_id, survey_id: id }) => (id === null ? [] : [{ project_id, id }])),
  )
  return claimed.map(delivery => {
    const find = <T>(map: Map<string, T>, id: string | null | undefined) =>
      (id && map.get(`${delivery.project_id}/${id}`)) || null
    const destination = find(destinations, delivery.destination_id)
    const event = find(events, delivery.event_id)
    const response = find(responses, delivery.response_id)
    if (!destination) return { delivery, skipped: 'destination-gone' }
    if (delivery.event_id && !event) return { delivery, skipped: 'event-gone' }
    if (delivery.response_id && !response) return { delivery, skipped: 'response-gone' }
    // It was told everywhere else, and forgotten.
    if (event?.type === 'respondent.erased' && event.respondent === null) {
      return { delivery, skipped: 'respondent-forgotten' }
    }
    const { project_name: name, time_zone: timeZone, ...row } = destination
    const message: Message = {
      id: event?.id ?? delivery.id,
      kind: delivery.kind,
      type: event?.type ?? delivery.kind,
      at: event?.created_at ?? delivery.created_at,
      now: delivery.now,
      project: { id: delivery.project_id, name, timeZone },
      event,
      response,
      survey: find(surveys, event?.survey_id),
      body: delivery.body,
    }
    return { delivery, message, destination: { ...row, secret: openSecret(sealing, row) } }
  })
}

/** What came of an attempt; `fault` is one of ours, which no receiver can cause. */
export type Attempted = Sent & { tookMs: number; fault?: unknown }

/** Tries a delivery once. Never throws. */
export async function attempt(
  { attemptMs, ...tools }: Omit<Delivering, 'sealing'>,
  prepared: Prepared,
  stop: AbortSignal,
): Promise<Attempted> {
  const from = performance.now()
  const sent = await trySend().catch(fault => ({ outcome: 'failed', code: 'internal', fault }) as const)
  return { ...sent, tookMs: performance.now() - from }

  async function trySend(): Promise<Sent> {
    if ('skipped' in prepared) return { outcome: 'skipped', code: prepared.skipped }
    const { message, destination } = prepared
    const kind = destinationKind(destination.kind)
    // Sealed under another TYCK_SECRET.
    if (destination.sealed && destination.secret === undefined) return { outcome: 'failed', code: 'sealed' }
    const signal = AbortSignal.any([stop, AbortSignal.timeout(attemptMs)])
    return kind.send(message, destination, { ...tools, now: message.now.getTime(), signal })
  }
}

/** Notes what came of an attempt: when the next one is due, and whether the destination goes on. */
export async function settle(db: Db, prepared: Prepared, sent: Attempted): Promise<void> {
  const { delivery } = prepared
  const { project_id: projectId, destination_id: destinationId } = delivery
  const { tookMs } = sent
  const status = 'status' in sent ? (sent.status ?? null) : null
  if (sent.outcome !== 'failed') {
    const error = sent.code ?? null
    await settleDelivery(db, delivery, { state: sent.outcome, status, error, tookMs, dueInMs: 0 })
    if (sent.outcome === 'delivered') await noteAttempt(db, projectId, destinationId, true)
    return
  }
  const dueInMs = sent.forGood === 'delivery' ? null : nextAttemptMs(delivery.attempts, sent.retryAfterMs)
  const state = dueInMs === null ? 'failed' : 'waiting'
  await settleDelivery(db, delivery, { state, status, error: sent.code, tookMs, dueInMs: dueInMs ?? 0 })
  if (sent.forGood === 'delivery') return
  const { failingSince } = await noteAttempt(db, projectId, destinationId, false)
  const isGone = sent.forGood === 'destination'
  const isFailing = failingSince !== null && delivery.now.getTime() - failingSince.getTime() > failingMs
  if ((isGone || isFailing) && 'destination' in prepared) {
    // What was changed since may lead elsewhere now: this says nothing of it.
    const { revision } = prepared.destination
    const change = { state: 'disabled', why: isGone ? 'gone' : 'failing' } as const
    await updateDestination(db, { projectId, id: destinationId, revision }, change)
  }
}

/** What is sealed of a destination; undefined where nothing is, or where it does not open. */
export function openSecret(
  sealing: Sealing,
  { project_id, id, sealed }: Pick<DestinationRow, 'project_id' | 'id' | 'sealed'>,
): unknown {
  const text = sealed && sealing.open(sealed, ownerOf(project_id, id))
  return text ? JSON.parse(text) : undefined
}

/** Whose a sealed secret is: moved to another destination's row, it doesn't open. */
export const ownerOf = (projectId: string, id: string) => `destination/${projectId}/${id}`
