import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Binaries, embeddedBinaries } from './binaries.ts'
import { readIfThere, writeOnce } from './durableFile.ts'
import { initCluster } from './initCluster.ts'
import { joinServer } from './joinServer.ts'
import type { Server, ServerSettings } from './launchServer.ts'
import { makeFolder } from './makeFolder.ts'
import { endPostmaster } from './postmaster.ts'
import { findRunner } from './runner.ts'

/** The embedded Postgres, running. */
export interface RunningPostgres {
  /** `postgres://tyck:…@127.0.0.1:port/tyck`; the same at every start, unless the port is taken. */
  url: string
  /** Whether it ran before: left by a process that was killed, or in use by another one. */
  adopted: boolean
  /** The server's process. */
  pid: number
  /**
   * Stops the server and waits until it has ended; where another process uses it, leaves it running. Close your
   * connections first: they are cut off. May be called again.
   */
  stop(): Promise<void>
}

/**
 * Starts the embedded Postgres of a folder, or adopts the one that runs there.
 *
 * Any number of processes may use one folder at a time: the first starts the server, the others adopt it, and the
 * last one to stop ends it. After a `kill -9` of its users the server goes on; the next start adopts it. If it ends
 * while it is in use, it is started again on the same port.
 *
 * The folder keeps the cluster (`data`), the password (only its owner may read it), the port and the log.
 *
 * @param options.dataDir the folder; made where there is none.
 * @param options.port on 127.0.0.1; otherwise that of the last start, and at first any free one.
 * @param options.settings over the usual ones; for tests, whose data nobody needs.
 * @param options.binaries another installation of Postgres; for tests against another major version.
 * @throws with the way out, where Postgres can't run here.
 */
export async function startPostgres(options: {
  dataDir: string
  port?: number
  settings?: ServerSettings
  binaries?: Binaries
}): Promise<RunningPostgres> {
  const { binaries = embeddedBinaries(), settings = {} } = options
  const folder = resolve(options.dataDir)
  makeFolder(folder)
  const runner = findRunner({ bin: binaries.bin, home: folder })
  const cluster = join(runner.home, 'data')
  const secret = join(folder, 'password')
  const password = readIfThere(secret) ?? writeOnce(secret, randomBytes(24).toString('hex'))
  if (!existsSync(join(cluster, 'PG_VERSION'))) initCluster(runner, binaries, password)

  const server: Server = { runner, cluster, log: join(folder, 'log'), settings }
  let seat = await joinServer(server, { folder, port: options.port, password })
  const { port, pid, adopted } = seat

  let stopping: Promise<void> | undefined
  let joining: Promise<void> | undefined
  const kept = keep()

  async function keep(): Promise<void> {
    for (;;) {
      await seat.lease.lost
      if (stopping) return
      joining = joinServer(server, { folder, port, password }).then(
        found => {
          seat = found
        },
        // The log has the reason. It may be a full disk, and pass.
        () => delay(1000),
      )
      await joining
    }
  }

  async function stop(): Promise<void> {
    await joining
    const ours = await seat.lease.giveBack().catch(() => true)
    if (ours) await endPostmaster(cluster, runner.bin)
    await kept
  }

  return {
    url: `postgres://tyck:${password}@127.0.0.1:${port}/tyck`,
    adopted,
    pid,
    stop() {
      stopping ??= stop()
      return stopping
    },
  }
}
