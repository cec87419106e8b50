import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { buildApp } from './app.ts'
import { mayOpen } from './auth.ts'
import { type Config, readConfig } from './config.ts'
import { seedDemo } from './demo/seedDemo.ts'
import { makeSetupToken } from './domain/accounts/setUp.ts'
import { keepWidget } from './keepWidget.ts'
import { listen } from './listen.ts'
import { locateDatabase } from './locateDatabase.ts'
import { createMetrics } from './metrics.ts'
import { startRecount } from './recount.ts'
import { startRetention } from './retention.ts'
import { secretOf } from './secret.ts'
import { startDemoPast } from './startDemoPast.ts'
import { hasAccounts } from './store/accounts.ts'
import { openDatabase } from './store/database.ts'
import { migrate } from './store/migrate.ts'
import { listProjects } from './store/projects.ts'
import { reachDatabase } from './store/reachDatabase.ts'
import type { Db } from './store/tables.ts'
import { logError, messageOf } from './tellError.ts'
import { startTelling } from './telling.ts'
import { leaveWhereabouts } from './whereabouts.ts'

/** Whatever hangs, the process is gone after this, in milliseconds: 20 s is when a supervisor kills it. */
const lastMs = 19_000
/** How long a start waits for a database that is not up yet, in milliseconds. */
const databaseMs = 60_000

/** What there is to undo when we go, in the order in which it was done. */
const undo: (() => Promise<unknown>)[] = []
const stop = new AbortController()
listenForStop()

try {
  const config = readConfig(process.env)
  await run({ ...config, secret: secretOf(config) })
} catch (error) {
  if (error !== stop.signal.reason) {
    logError('fatal', error)
    process.exitCode = 1
  }
} finally {
  setTimeout(() => process.exit(1), lastMs).unref()
  for (const step of undo.reverse()) await step().catch(error => logError('warn', error))
  if (process.connected) process.disconnect()
}

async function run(config: Config): Promise<void> {
  const { databaseUrl, leave } = await locateDatabase(config)
  undo.push(leave)
  stop.signal.throwIfAborted()
  await reachDatabase(databaseUrl, { waitMs: databaseMs, signal: stop.signal, onWait: tellWait })
  await migrate(databaseUrl)
  const { db, close } = openDatabase(databaseUrl)
  // A connection that is not answered any more would keep us.
  undo.push(() => Promise.race([close(), delay(2_000, undefined, { ref: false })]))
  if (config.demo) await seedDemo(db, Date.now(), config.demoPast)
  const kept = keptWidgets(config)
  const metrics = createMetrics()
  const app = await buildApp({
    config: { ...config, keptWidgets: kept.folders },
    db,
    databaseUrl,
    clock: Date.now,
    metrics,
  })
  let stopTelling = async () => {}
  // Side by side: what is told has a moment to end, and who calls must not wait for it.
  undo.push(() => Promise.all([drain(app, config.limits.stopMs), stopTelling()]))
  stop.signal.throwIfAborted()
  if (config.unsafeDurability) {
    app.log.warn('TYCK_UNSAFE_DURABILITY is on: Postgres may lose answers that were acknowledged')
  }
  if (kept.error)
    app.log.warn({ err: kept.error }, 'the widget cannot be kept for pages that hold an old loader')
  const address = await listen(app, config)
  const { port } = address
  const url = config.publicUrl ?? `http://localhost:${port}`
  const takeAway = leaveWhereabouts(config.dataDir, url, address)
  undo.push(async () => takeAway())
  const projects = (await listProjects(db, 100)).filter(({ publishableKey }) =>
    mayOpen(config, publishableKey),
  )
  if (config.demoPast) undo.push(startDemoPast({ databaseUrl, log: app.log }))
  undo.push(startRetention({ db, clock: Date.now, log: app.log }))
  undo.push(startRecount({ databaseUrl, clock: Date.now, log: app.log, metrics }))
  stopTelling = startTelling({ config, publicUrl: url, databaseUrl, log: app.log, metrics })
  if (!process.connected && !(await hasAccounts(db))) {
    app.log.info(
      'there is no account yet: node packages/api/dist/resetPassword.js prints the link that makes one',
    )
  }
  process.send?.({ type: 'ready', url, port, databaseUrl, projects, setupUrl: await setupUrlOf(db, url) })
  await once(stop.signal, 'abort')
  app.log.info('stopping')
}

function tellWait(error: Error): void {
  logError(
    'warn',
    error,
    `The start waits for the database, up to ${databaseMs / 1000} s: ${messageOf(error)}`,
  )
}

/** The link that makes the first account; null once there is one. Whoever started us prints it: it is not for a log. */
async function setupUrlOf(db: Db, url: string): Promise<string | null> {
  const token = process.connected ? await makeSetupToken(db, Date.now()) : null
  return token && `${url}/setup#${token}`
}

/** The widgets of earlier builds; none where the data folder cannot be written, which is no reason not to start. */
function keptWidgets({ widgetDir, dataDir }: Config): { folders: string[]; error?: unknown } {
  try {
    return { folders: keepWidget(widgetDir, join(dataDir, 'widgets'), Date.now()) }
  } catch (error) {
    return { folders: [], error }
  }
}

/** Answers what is under way, closes what is idle, and cuts what is still being read after `ms`. */
async function drain(app: FastifyInstance, ms: number): Promise<void> {
  const cut = setTimeout(() => {
    app.log.warn('connections are cut, for they do not end by themselves')
    app.server.closeAllConnections()
  }, ms).unref()
  await app.close()
  clearTimeout(cut)
}

/** A signal, or the end of the process that started us, stops us; a second Ctrl-C does so at once. */
function listenForStop(): void {
  let interruptedAt = Number.POSITIVE_INFINITY
  process.on('SIGINT', () => {
    // A terminal and npm each pass on the same Ctrl-C.
    if (Date.now() - interruptedAt > 500) process.exit(130)
    interruptedAt = Math.min(interruptedAt, Date.now())
    stop.abort()
  })
  process.on('SIGTERM', () => stop.abort())
  process.on('disconnect', () => stop.abort())
}
