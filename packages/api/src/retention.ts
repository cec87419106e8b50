import type { FastifyBaseLogger } from 'fastify'
import { sweepAccounts } from './domain/accounts/sweepAccounts.ts'
import { applyRetention } from './domain/keeping/applyRetention.ts'
import { sweepDeleted } from './domain/keeping/deleteProject.ts'
import { forgetTold } from './domain/telling/forgetTold.ts'
import { watchHeldLocks } from './heldLocks.ts'
import { type Schedule, startHourly } from './hourly.ts'
import { readClock } from './store/readClock.ts'
import type { Db } from './store/tables.ts'

/** A start has enough to do. */
const when: Schedule = { firstMs: 60_000, everyMs: 3_600_000 }

/**
 * Deletes every hour what projects keep no longer, what is left of deleted ones, sessions and links that are over, and what was told. A run that fails is logged, and the next one goes on from there.
 * @returns what stops it, after the batch under way
 */
export function startRetention(
  { db, clock, log }: { db: Db; clock: () => number; log: Pick<FastifyBaseLogger, 'info' | 'warn'> },
  schedule: Schedule = when,
): () => Promise<void> {
  const watch = watchHeldLocks(log, 'deleting what is kept no longer')
  return startHourly(
    async signal => {
      // A clock that is years ahead would take everything: of the process's and the database's the earlier counts.
      const now = Math.min(clock(), await readClock(db))
      const held = new Set<string>()
      const deleted = await applyRetention(db, now, { signal, onHeld: id => held.add(id) })
      watch(held)
      await sweepDeleted(db, now, signal)
      await sweepAccounts(db, now)
      await forgetTold(db, now, signal)
      if (Object.values(deleted).some(count => count > 0)) log.info(deleted, 'deleted what is kept no longer')
    },
    err => log.warn({ err }, 'what is kept no longer could not be deleted'),
    schedule,
  )
}
