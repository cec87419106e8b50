import type { FastifyBaseLogger } from 'fastify'
import { fillDemo } from './demo/past/fillDemo.ts'
import { openDatabase } from './store/database.ts'

/**
 * Fills the demo beside serving, on a connection of its own.
 * @returns what stops it; the next start begins anew
 */
export function startDemoPast({
  databaseUrl,
  log,
}: {
  databaseUrl: string
  log: Pick<FastifyBaseLogger, 'info' | 'warn'>
}): () => Promise<void> {
  const stop = new AbortController()
  const { db, close } = openDatabase(databaseUrl, { connections: 1 })
  const filling = fillDemo(db, stop.signal)
    .then(responses => {
      if (responses > 0) log.info({ responses }, 'the demo has its 90 days')
    })
    .catch(err => {
      if (!stop.signal.aborted) log.warn({ err }, 'the demo has no past; the next start tries again')
    })
    .finally(close)
  return () => {
    stop.abort()
    return filling
  }
}
