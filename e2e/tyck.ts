import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort, isFree } from '../packages/api/src/postgres/freePort.ts'
import { createDatabase } from '../packages/api/test/database.ts'
import { runStatement } from '../packages/api/test/testServer.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The built service and the examples, as `npm start` runs them, on a database of their own. */
export interface RunningTyck {
  apiUrl: string
  examplesUrl: string
  databaseUrl: string
  /** The link that makes the first account; it works once. */
  setupUrl: string
  /** Runs a statement and gives its rows. */
  sql<Row = Record<string, unknown>>(statement: string): Promise<Row[]>
  /** Ends the API at once, like `kill -9`; the examples go on. */
  kill(): Promise<void>
  /** Starts the API again under the same address; ends it first where it runs. */
  restart(): Promise<void>
  /** Ends everything. @throws where a process fails to end cleanly or leaves connections open. */
  stop(): Promise<void>
}

/**
 * Starts it; the packages must have been built.
 * @param env for the API, over what it needs to run here.
 */
export async function startTyck(env: Record<string, string> = {}): Promise<RunningTyck> {
  const database = await createDatabase()
  const port = await freePortPair()
  const common = { ...process.env, HOST: '127.0.0.1', PORT: `${port}` }
  const startApi = () =>
    startProcess('packages/api/dist/server.js', {
      ...common,
      DATABASE_URL: database.url,
      TYCK_SECRET: 'a secret of thirty-two characters',
      // Its 90 days would keep the machine busy while the tests run.
      TYCK_DEMO: 'empty',
      // The Postgres of the tests has its fsync off.
      TYCK_UNSAFE_DURABILITY: 'on',
      LOG_LEVEL: 'error',
      ...env,
    })
  let api = await startApi()
  const apiUrl = api.url
  const examples = await startProcess('examples/server.mjs', { ...common, TYCK_PUBLIC_URL: apiUrl })
  return {
    apiUrl,
    examplesUrl: examples.url,
    databaseUrl: database.url,
    setupUrl: api.setupUrl,
    sql: statement => runStatement(database.url, statement) as Promise<never>,
    async kill() {
      await end(api.child, 'SIGKILL')
    },
    async restart() {
      await end(api.child, 'SIGTERM')
      api = await startApi()
    },
    async stop() {
      await Promise.all([end(api.child, 'SIGTERM'), end(examples.child, 'SIGTERM')])
      await database.drop()
    },
  }
}

/** Starts a server and waits until it listens. It ends when we do: the channel to it closes. */
async function startProcess(
  file: string,
  env: Record<string, string | undefined>,
): Promise<{ child: ChildProcess; url: string; setupUrl: string }> {
  const child = spawn(process.execPath, [file], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`${file} ended before it listened (${signal ?? code})`)
  })
  const [message] = await Promise.race([once(child, 'message'), ended])
  ended.catch(() => {})
  return { child, url: message.url, setupUrl: message.setupUrl }
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill(signal)
  const [code] = await exited
  if (signal === 'SIGTERM' && code !== 0)
    throw new Error(`${child.spawnargs.at(-1)} did not end cleanly (${code})`)
}

export async function freePortPair(): Promise<number> {
  for (;;) {
    const port = await freePort()
    if (await isFree(port + 1)) return port
  }
}
