import type { FastifyBaseLogger } from 'fastify'
import type { Config } from './config.ts'
import { createSealing } from './domain/keys/sealing.ts'
import { planDigests } from './domain/telling/digests/planDigests.ts'
import { createReach } from './domain/telling/reach.ts'
import { checkSilences } from './domain/telling/silence/checkSilences.ts'
import { startTellLoop } from './domain/telling/tellLoop.ts'
import { type Schedule, startHourly } from './hourly.ts'
import type { Metrics } from './metrics.ts'
import { openDatabase, poolStateOf } from './store/database.ts'
import { readBacklog } from './store/deliveries.ts'
import { readClock } from './store/readClock.ts'

/** How often it is counted what waits. */
const counting: Schedule = { firstMs: 1_000, everyMs: 15_000 }

/** How often it is looked whether a digest is due, or an hour is over in which something may have stopped. */
const looking: Schedule = { firstMs: 5_000, everyMs: 30_000 }

/** A fault is logged no more often, in milliseconds. */
const quietMs = 10_000

interface Telling {
  config: Config
  /** Where the console is, for links. */
  publicUrl: string
  databaseUrl: string
  log: FastifyBaseLogger
  metrics: Pick<Metrics, 'told' | 'backlog' | 'watchPool'>
}

/**
 * Tells destinations what happens, for as long as the process runs; any number of processes may do it at the same time.
 * @returns what stops it: what is under way has a few seconds, and what is cut off is sent again
 */
export function startTelling(
  { config, publicUrl, databaseUrl, log, metrics }: Telling,
  schedule: Schedule = looking,
): () => Promise<void> {
  // Connections of its own: what is told must hold up neither posts nor readers, nor they it.
  const { db, close } = openDatabase(databaseUrl, { connections: 3 })
  metrics.watchPool('telling', () => poolStateOf(db))
  let quietUntil = 0
  /** Without the database every delivery under way has the same to say. */
  function noteFault(err: unknown) {
    if (performance.now() < quietUntil) return
    quietUntil = performance.now() + quietMs
    log.warn({ err }, 'what happened cannot be told right now, and will be')
  }
  const loop = startTellLoop({
    db,
    sealing: createSealing(config.secret),
    reach: createReach(config.privateDestinations),
    mail: config.mail,
    publicUrl,
    attemptMs: config.limits.attemptMs,
    onAttempt: metrics.told,
    onFault: noteFault,
  })
  const stopPlanning = startHourly(async () => planDigests(db, await readClock(db)), noteFault, schedule)
  const stopWatching = startHourly(
    async signal => checkSilences(db, await readClock(db), signal),
    noteFault,
    schedule,
  )
  const stopCounting = startHourly(async () => metrics.backlog(await readBacklog(db)), noteFault, counting)
  return async () => {
    await stopPlanning()
    await stopWatching()
    await stopCounting()
    await loop.stop()
    await close()
  }
}
