import { forgetDeliveries } from '../../store/deliveries.ts'
import { forgetEvents, forgetNamed } from '../../store/events.ts'
import { listRetention } from '../../store/retention.ts'
import type { Db } from '../../store/tables.ts'
import { eachProject } from '../keeping/eachProject.ts'

/** For how long events and deliveries are kept, in milliseconds: 30 days. */
const keptMs = 30 * 86_400_000
const batchRows = 1_000

/**
 * Deletes events and deliveries that are older than 30 days at `now` (milliseconds since 1970), and what was on its way
 * to destinations that were deleted, and whom erasures were of that nobody is still to be told, also where the last
 * destinations were deleted or told at the same moment. Any number of processes may do it at the same time.
 * @param signal ends it after the batch under way
 */
export async function forgetTold(db: Db, now: number, signal?: AbortSignal): Promise<void> {
  const before = new Date(now - keptMs)
  await eachProject(
    (after, limit) => listRetention(db, after, limit),
    async ({ id }) => {
      for (const forget of [forgetEvents, forgetDeliveries]) {
        while (!signal?.aborted && (await forget(db, id, before, batchRows)) === batchRows);
      }
      if (!signal?.aborted) await forgetNamed(db, id)
    },
    signal,
  )
}
