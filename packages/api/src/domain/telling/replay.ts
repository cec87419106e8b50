import { replayEvents } from '../../store/deliveries.ts'
import type { DestinationRow } from '../../store/destinations.ts'
import { listEvents } from '../../store/events.ts'
import type { Db } from '../../store/tables.ts'
import { passes } from './passes.ts'

const batch = 1_000

/**
 * Has what happened from `from` and before `until` sent to a destination again, as it tells events now, each under the
 * id that it had. Stopped at any point it may be asked for again: what waits is not doubled.
 * @returns how many events there were to tell
 */
export async function replay(
  db: Db,
  destination: DestinationRow,
  { from, until }: { from: Date; until: Date },
): Promise<number> {
  const { project_id: projectId, id } = destination
  let told = 0
  for (let after: string | null = null; ; ) {
    const events = await listEvents(db, projectId, { from, until, after, limit: batch })
    // Whom it was of is told once, and forgotten.
    const wanted = events.filter(
      event =>
        passes(event, destination) && (event.type !== 'respondent.erased' || event.respondent !== null),
    )
    await replayEvents(db, projectId, id, wanted)
    told += wanted.length
    after = events.at(-1)?.id ?? null
    if (events.length < batch) return told
  }
}
