import type { ProjectInput } from '@tyck/shared/admin/project'
import { forgetErasedResponses } from '../../store/erasures.ts'
import { forgetDrift } from '../../store/metadataDrift.ts'
import {
  type Batch,
  type BatchOf,
  deleteComments,
  deleteOldResponses,
  deleteUnanswered,
  listRetention,
} from '../../store/retention.ts'
import type { Db } from '../../store/tables.ts'
import { cursorDays } from '../exporting/startExport.ts'
import { eachProject } from './eachProject.ts'

/** How many of each were deleted. */
export interface Deleted {
  responses: number
  comments: number
  unanswered: number
}

/** What one statement deletes: a few milliseconds of work, so that it never stands in the way for long. */
const batchRows = 1_000
const dayMs = 86_400_000
/** How many days of drift are kept, today's beside. */
const driftDays = 30
/** For how long ids of erased responses are remembered: a state that is older than a week is not taken. */
const erasedDays = 8

/**
 * Deletes what the projects keep no longer at `now`, in milliseconds since 1970. Any number of processes may run it at
 * the same time: each project is worked on by one of them. Stopped or failed at any point, the next run goes on.
 * @param signal ends it after the batch under way
 * @param onHeld hears of each project that somebody else is at
 * @throws the first error, once all other projects are through
 */
export async function applyRetention(
  db: Db,
  now: number,
  {
    signal,
    limit = batchRows,
    onHeld,
  }: { signal?: AbortSignal; limit?: number; onHeld?: (projectId: string) => void } = {},
): Promise<Deleted> {
  const deleted: Deleted = { responses: 0, comments: 0, unanswered: 0 }

  async function work(
    what: keyof Deleted,
    batch: (db: Db, of: BatchOf) => Promise<Batch>,
    of: Omit<BatchOf, 'limit'>,
  ) {
    while (!signal?.aborted) {
      const { isLast, isHeld, found } = await batch(db, { ...of, limit })
      deleted[what] += found
      if (isHeld) onHeld?.(of.projectId)
      if (isLast) return
    }
  }

  await eachProject(
    (after, most) => listRetention(db, after, most),
    async ({ id: projectId, retention }) => {
      const before = dueBefore(retention, now)
      await work('responses', deleteOldResponses, { projectId, before: before.responses })
      await work('comments', deleteComments, { projectId, before: before.comments })
      await work('unanswered', deleteUnanswered, { projectId, before: before.unanswered })
      await forgetDrift(db, projectId, new Date(now - driftDays * dayMs))
      await forgetErasedResponses(db, projectId, {
        untold: new Date(now - erasedDays * dayMs),
        told: new Date(now - (cursorDays + 1) * dayMs),
      })
    },
    signal,
  )
  return deleted
}

/** Of what was shown before these times a project with `retention` keeps no response, no comment, no showing alone. */
export function dueBefore(
  { responseMonths, commentMonths, unansweredDays }: ProjectInput['retention'],
  now: number,
): Record<keyof Deleted, Date> {
  return {
    responses: monthsBefore(now, responseMonths),
    comments: monthsBefore(now, commentMonths),
    unanswered: new Date(now - unansweredDays * dayMs),
  }
}

/** The same day and time some months before, in UTC; the last of the month where there is no such day. */
export function monthsBefore(now: number, months: number): Date {
  const date = new Date(now)
  const day = date.getUTCDate()
  date.setUTCMonth(date.getUTCMonth() - months)
  if (date.getUTCDate() !== day) date.setUTCDate(0)
  return date
}
