import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/**
 * @typedef {object} Postgres
 * @property {string} url
 * @property {string} version
 * @property {() => number | null} cpuMs of all its processes that run; null where that can't be told
 * @property {() => Promise<void>} stop ends it and removes its data
 */

/** For the rest, the settings that `npm start` gives it: what is acknowledged is on disk. */
const settings = { max_connections: '300' }

const built = new URL('../../packages/api/dist/postgres/startPostgres.js', import.meta.url)

/**
 * The embedded Postgres, in a new folder of its own.
 * @param {{ port: number, slowBy?: (folder: string) => any, more?: Record<string, string> }} options slowBy makes other
 *   binaries of it
 * @returns {Promise<Postgres>}
 */
export async function startPostgres({ port, slowBy, more = {} }) {
  const { startPostgres: start } = await import(built.href)
  const folder = mkdtempSync(join(tmpdir(), 'tyck-bench-'))
  // Postgres runs as another user where we are root; the cluster within stays closed to others.
  chmodSync(folder, 0o755)
  try {
    const binaries = slowBy?.(folder)
    const running = await start({
      dataDir: join(folder, 'postgres'),
      port,
      settings: { ...settings, ...more },
      ...(binaries ? { binaries } : {}),
    })
    const [{ version }] = await query(running.url, "select current_setting('server_version') as version")
    return {
      url: running.url,
      version,
      cpuMs: () => cpuOf(running.pid),
      async stop() {
        await running.stop()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** The rows of one statement, over a connection of its own. @param {string} url @param {string} text @param {unknown[]} [values] */
export async function query(url, text, values) {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}

/** Linux counts it in hundredths of a second. @param {number} pid */
function cpuOf(pid) {
  if (process.platform !== 'linux') return null
  let ticks = 0
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const [, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (Number(name) === pid || Number(parent) === pid) ticks += Number(rest[9]) + Number(rest[10])
      // What those used that have ended.
      if (Number(name) === pid) ticks += Number(rest[11]) + Number(rest[12])
    } catch {
      // It has ended.
    }
  }
  return ticks * 10
}
