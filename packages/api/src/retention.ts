import type { FastifyBaseLogger } from 'fastify'
import { applyRetention } from './domain/applyRetention.ts'
import type { Db } from './store/tables.ts'

/** When it first runs, and how often after that, in milliseconds: a start has enough to do. */
const when = { firstMs: 60_000, everyMs: 3_600_000 }

/**
 * Deletes every hour what projects keep no longer. A run that fails is logged, and the next one goes on from there.
 * @returns what stops it, after the batch under way
 */
export function startRetention(
  { db, clock, log }: { db: Db; clock: () => number; log: Pick<FastifyBaseLogger, 'info' | 'warn'> },
  { firstMs, everyMs } = when,
): () => Promise<void> {
  const stop = new AbortController()
  let running: Promise<void> = Promise.resolve()

  async function run() {
    try {
      const deleted = await applyRetention(db, clock(), { signal: stop.signal })
      if (Object.values(deleted).some(count => count > 0)) log.info(deleted, 'deleted what is kept no longer')
    } catch (err) {
      if (!stop.signal.aborted) log.warn({ err }, 'what is kept no longer could not be deleted')
    }
    if (!stop.signal.aborted) timer = schedule(everyMs)
  }

  const schedule = (ms: number) =>
    setTimeout(() => {
      running = run()
    }, ms).unref()
  let timer = schedule(firstMs)

  return async () => {
    stop.abort()
    clearTimeout(timer)
    await running
  }
}
