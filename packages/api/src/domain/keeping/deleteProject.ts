import { deleteProjectRow, listUnswept, noteSwept, sweepRows } from '../../store/deletedProjects.ts'
import { lockProject, type Project } from '../../store/projects.ts'
import type { Db } from '../../store/tables.ts'
import { inTransaction } from '../../store/transaction.ts'
import { eachProject } from './eachProject.ts'

/** A few milliseconds of work each, so that they never stand in the way for long. */
const batchRows = 2_000
/** What one request sweeps up: more would keep it waiting, and the hourly run goes on. */
const batchesAtOnce = 10
/** For so long a process, or a demo that is being filled, may still write what it began before. */
const settledMs = 3_600_000

/** Deletes a project: from now on it is not there, and its responses go batch by batch. */
export async function deleteProject(
  db: Db,
  project: Pick<Project, 'id' | 'publishableKey'>,
  now: number,
): Promise<void> {
  await inTransaction(db, async trx => {
    await lockProject(trx, project.id)
    await deleteProjectRow(trx, project, new Date(now))
  })
  for (let batch = 0; batch < batchesAtOnce; batch += 1) {
    if ((await sweepRows(db, project.id, batchRows)) === 0) return
  }
}

/**
 * Deletes what is left of deleted projects; any number of processes may do it at the same time.
 * @param signal ends it after the batch under way
 */
export async function sweepDeleted(db: Db, now: number, signal?: AbortSignal): Promise<void> {
  await eachProject(
    (after, limit) => listUnswept(db, after, limit),
    async ({ id, deletedAt }) => {
      while (!signal?.aborted) {
        if ((await sweepRows(db, id, batchRows)) > 0) continue
        if (now - deletedAt.getTime() > settledMs) await noteSwept(db, id, new Date(now))
        return
      }
    },
    signal,
  )
}
