import { spawnSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** A running server, as its `postmaster.pid` tells of it. */
export interface Postmaster {
  pid: number
  /** On 127.0.0.1; 0 until the server has written it. */
  port: number
  /** False while it recovers from a crash and while it shuts down. */
  ready: boolean
}

/**
 * The server that runs on this cluster. Postgres leaves the file behind when it is killed; then it names a process
 * that is gone or that is something else by now.
 */
export function findPostmaster(cluster: string): Postmaster | undefined {
  let lines: string[]
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const pid = Math.abs(Number(lines[0]))
  if (!Number.isInteger(pid) || pid === 0 || !worksIn(pid, cluster)) return undefined
  return { pid, port: Number(lines[3] ?? 0), ready: lines[7]?.trim() === 'ready' }
}

/**
 * Whether a process is alive and is the server of this cluster. A server's working directory is its cluster, and
 * follows when the folder is renamed; a process id alone says little, least of all in a container, where the
 * same small numbers come back at every start.
 */
function worksIn(pid: number, cluster: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
    } catch (error) {
      // Another user's process may be the server, started by root: it must not be taken for dead.
      return (error as NodeJS.ErrnoException).code === 'EACCES'
    }
  }
  if (process.platform === 'win32') return true
  return spawnSync('ps', ['-o', 'command=', '-p', `${pid}`], { encoding: 'utf8' }).stdout.includes(cluster)
}

/**
 * Ends a server the fast way: sessions are cut off, what is committed is on disk. Where a checkpoint takes too
 * long, the immediate way, which loses nothing either and leaves recovery to the next start.
 */
export async function endPostmaster(cluster: string, bin: string): Promise<void> {
  for (const [signal, mode] of [
    ['SIGINT', 'fast'],
    ['SIGQUIT', 'immediate'],
  ] as const) {
    const running = findPostmaster(cluster)
    if (!running) return
    if (process.platform === 'win32') {
      spawnSync(join(bin, 'pg_ctl'), ['stop', '-D', cluster, '-m', mode, '--no-wait'], { stdio: 'ignore' })
    } else {
      process.kill(running.pid, signal)
    }
    const until = performance.now() + 8000
    while (performance.now() < until) {
      if (findPostmaster(cluster)?.pid !== running.pid) return
      await delay(10)
    }
  }
  throw new Error(`Postgres (process ${findPostmaster(cluster)?.pid}) did not stop.`)
}
