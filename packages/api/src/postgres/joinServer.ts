import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readIfThere, writeDurably } from './durableFile.ts'
import { freePort, isFree } from './freePort.ts'
import { launchServer, type Server } from './launchServer.ts'
import { type Lease, takeLease } from './lease.ts'
import { endPostmaster, findPostmaster } from './postmaster.ts'

/** Our place at a running server. */
export interface Seat {
  lease: Lease
  port: number
  pid: number
  /** Whether the server ran before. */
  adopted: boolean
}

/** How long what should pass by itself may last: another process starts or stops the server, a killed one ends. */
const patienceMs = 10_000

/**
 * Starts the server of a cluster, or finds it running, and takes a share in it. Others may be doing the same, or
 * be stopping it, at the same moment, so what one step finds may be gone at the next: the steps are repeated until
 * all of them hold.
 *
 * @param options.folder where the port and the password are kept.
 * @param options.port the one to listen on; otherwise the last one where it is free, else another.
 * @throws where the server does not start, or doesn't let us in.
 */
export async function joinServer(
  server: Server,
  options: { folder: string; port: number | undefined; password: string },
): Promise<Seat> {
  const { folder, password } = options
  const until = performance.now() + patienceMs
  for (let adopted = true; ; await delay(20)) {
    const running = findPostmaster(server.cluster)
    try {
      if (!running) {
        const port = options.port ?? (await choosePort(folder))
        await launchServer(server, port)
        writeDurably(join(folder, 'port'), `${port}\n`)
        adopted = false
      } else if (running.ready) {
        const lease = await takeLease(`postgres://tyck:${password}@127.0.0.1:${running.port}/postgres`)
        if (lease) return { lease, port: running.port, pid: running.pid, adopted }
      }
    } catch (error) {
      const { code, message } = error as Error & { code?: string }
      if (passing.test(`${code} ${message}`) && performance.now() < until) continue
      if (!adopted) await endPostmaster(server.cluster, server.runner.bin)
      // Class 28: who we are, not what we want.
      if (!code?.startsWith('28')) throw error
      throw new Error(`The Postgres of ${folder} does not accept the password in it.`, { cause: error })
    }
  }
}

/** Lost races: with another start, with a server that was killed and has not quite ended, with one that stops. */
const passing =
  /lock file "postmaster.pid" already exists|pre-existing shared memory|Address already in use|ECONN|57P0|terminated|timeout/

async function choosePort(folder: string): Promise<number> {
  const last = Number(readIfThere(join(folder, 'port')))
  return last && (await isFree(last)) ? last : freePort()
}
