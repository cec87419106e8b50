import {
  type Difference,
  forgetRecounts,
  listDueDays,
  listProjects,
  noteRecount,
  recountHours,
  tryLockRecount,
} from '../../store/recounts.ts'
import type { Db } from '../../store/tables.ts'
import { eachProject } from './eachProject.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** How far back a day is looked after: eight until nothing can change it any more, and one for who was stopped. */
const daysBack = 9

/** `2026-03-01`, by UTC. */
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/**
 * Recounts the responses of days that have ended at `now` (milliseconds since 1970), and compares them with the hourly
 * counts; nothing is mended. Any number of processes may run it at the same time: each project is worked on by one of
 * them. Stopped or failed at any point, the next run goes on with the day that it was at.
 * @param onDifference hears of each count that is wrong
 * @param onHeld hears of each project that somebody else is at
 * @param signal ends it after the statement under way
 * @returns how many days it recounted
 * @throws the first error, once all other projects are through
 */
export async function recountDays(
  db: Db,
  now: number,
  {
    onDifference,
    onHeld,
    signal,
  }: {
    onDifference: (difference: Difference) => void
    onHeld?: (projectId: string) => void
    signal?: AbortSignal
  },
): Promise<number> {
  let days = 0

  /** Whether there may be more to do of this project. */
  function recountNext(projectId: string): Promise<boolean> {
    return db.transaction().execute(async trx => {
      if (!(await tryLockRecount(trx, projectId))) {
        onHeld?.(projectId)
        return false
      }
      // Asked under the lock: another process may just have done it.
      const due = { first: dayOf(now - daysBack * dayMs), last: dayOf(now - dayMs), now: new Date(now) }
      const [day] = await listDueDays(trx, projectId, due)
      if (day === undefined) return false
      const begin = Date.parse(day)
      const found: Difference[] = []
      for (let from = begin; from < begin + dayMs; from += hourMs) {
        if (signal?.aborted) return false
        found.push(...(await recountHours(trx, projectId, new Date(from), new Date(from + hourMs))))
      }
      await noteRecount(trx, projectId, { day, now: new Date(now), differences: found.length })
      days += 1
      for (const difference of found) onDifference(difference)
      return true
    })
  }

  await eachProject(
    (after, limit) => listProjects(db, after, limit),
    async ({ id }) => {
      while (!signal?.aborted && (await recountNext(id)));
      await forgetRecounts(db, id, dayOf(now - daysBack * dayMs))
    },
    signal,
  )
  return days
}
