import { chownSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import pg from 'pg'

/**
 * The Postgres of a round: the embedded one, which is started again on its port whenever it ends.
 * @typedef {object} Database
 * @property {string} url straight to it, past any line.
 * @property {number} port
 * @property {() => void} kill kill -9: the server and every process of it, at once.
 * @property {() => void} demote the server restarts as a hot standby, which reads and does not write.
 * @property {() => void} promote the standby becomes a primary.
 * @property {() => Promise<pg.Client>} connect once it takes connections.
 * @property {(sql: string) => Promise<any[]>} query over a connection of its own.
 * @property {() => Promise<void>} stop
 */

/** How long it may take to recover, in milliseconds. */
const startMs = 30_000

const settings = {
  // A flush takes as long as on a disk that needs 2 ms for it, wherever the folder lies: what is killed in the middle
  // of a commit is killed in the middle of a commit more often.
  commit_delay: '2000',
  commit_siblings: '0',
  // On a small file system the log must not take it all.
  max_wal_size: '64MB',
  min_wal_size: '32MB',
}

/**
 * @param {string} built the folder of the built API.
 * @param {string} dataDir
 * @returns {Promise<Database>}
 */
export async function startDatabase(built, dataDir) {
  /** @type {typeof import('../packages/api/src/postgres/startPostgres.ts')} */
  const { startPostgres } = await import(pathToFileURL(join(built, 'postgres/startPostgres.js')).href)
  const postgres = await startPostgres({ dataDir, settings })
  const cluster = join(dataDir, 'data')
  const postmaster = () => Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0])

  /** A file by which Postgres is told something; it must be its own. @param {string} name */
  function leave(name) {
    const file = join(cluster, name)
    writeFileSync(file, '')
    const { uid, gid } = statSync(cluster)
    chownSync(file, uid, gid)
  }

  return {
    url: postgres.url,
    port: Number(new URL(postgres.url).port),
    kill() {
      const server = postmaster()
      for (const pid of [server, ...childrenOf(server)]) tell(pid, 'SIGKILL')
    },
    demote() {
      leave('standby.signal')
      tell(postmaster(), 'SIGINT')
    },
    promote() {
      leave('promote')
      tell(postmaster(), 'SIGUSR1')
    },
    connect: () => connect(postgres.url),
    async query(sql) {
      const client = await connect(postgres.url)
      try {
        return (await client.query(sql)).rows
      } finally {
        await client.end()
      }
    },
    stop: () => postgres.stop(),
  }
}

/** Waits where the server is just starting. @param {string} url */
async function connect(url) {
  for (const until = performance.now() + startMs; ; await delay(50)) {
    const client = new pg.Client(url)
    client.on('error', () => {})
    try {
      await client.connect()
      return client
    } catch (error) {
      if (performance.now() > until) throw error
    }
  }
}

/** The processes that `parent` started. Elsewhere than on Linux none: they notice by themselves that it is gone. @param {number} parent */
function childrenOf(parent) {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .map(Number)
    .filter(pid => pid > 0 && parentOf(pid) === parent)
}

/** @param {number} pid */
function parentOf(pid) {
  try {
    // The name before it may hold anything, also brackets.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1])
  } catch {
    return undefined
  }
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function tell(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch {
    // It has just ended.
  }
}
