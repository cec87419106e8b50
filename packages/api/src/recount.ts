import type { FastifyBaseLogger } from 'fastify'
import { recountDays } from './domain/keeping/recountDays.ts'
import { watchHeldLocks } from './heldLocks.ts'
import { type Schedule, startHourly } from './hourly.ts'
import type { Metrics } from './metrics.ts'
import { openDatabase } from './store/database.ts'
import { sumDifferences } from './store/recounts.ts'

/** Each hour, for a day ends in one of them; and not together with retention. */
const when: Schedule = { firstMs: 300_000, everyMs: 3_600_000 }
/** What one statement may take, in milliseconds. */
const statementMs = 10_000
/** Lines in the log for one run: where one count is wrong, all may be. */
const mostLines = 20

interface Recounting {
  databaseUrl: string
  clock: () => number
  log: Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>
  metrics: Pick<Metrics, 'recounted'>
}

/**
 * Recounts each day that has ended, and says where the hourly counts are not the same. It mends nothing: a wrong count is
 * a fault of ours, to be understood before it is covered up.
 * @returns what stops it, after the statement under way
 */
export function startRecount(
  { databaseUrl, clock, log, metrics }: Recounting,
  schedule: Schedule = when,
): () => Promise<void> {
  const watch = watchHeldLocks(log, 'recounting')
  return startHourly(
    async signal => {
      // Of its own: it may take longer than serving may.
      const { db, close } = openDatabase(databaseUrl, {
        connections: 1,
        statementMs,
        queryMs: statementMs + 5_000,
      })
      let lines = 0
      const held = new Set<string>()
      try {
        const days = await recountDays(db, clock(), {
          signal,
          onHeld: id => held.add(id),
          onDifference(difference) {
            lines += 1
            if (lines <= mostLines) log.error(difference, 'hourly counts do not equal a recount')
          },
        }).finally(async () => metrics.recounted(await sumDifferences(db)))
        watch(held)
        if (days > 0) log.info({ days, differences: lines }, 'recounted')
      } finally {
        await close()
      }
    },
    err => log.warn({ err }, 'the days that have ended could not be recounted'),
    schedule,
  )
}
