/**
 * `npm run bench:ingest`: how many posts the service stores in a second, and what each costs, beside a Fastify that
 * does nothing, one INSERT a request and pgbench, in one run.
 *
 *   --rounds=7                    of each candidate at each number of connections
 *   --seconds=3                   that each round takes
 *   --connections=1,8,64,256
 *   --slow=2                      how many milliseconds longer a commit takes in the second half; 0 leaves it out
 *   --port=0                      where Postgres listens, and the servers on the ports after it; 0 takes 7700
 *   --write                       puts what it found into docs/performance.md
 */
import { parseArgs } from 'node:util'
import { startClient } from '../load/load.mjs'
import { writeSection } from '../report.mjs'
import { query, startPostgres } from '../service/postgres.mjs'
import { startServer } from '../service/server.mjs'
import { startTyck } from '../service/tyck.mjs'
import { measure } from './measure.mjs'
import { findPgbench, runPgbench } from './pgbench.mjs'
import { reportOf } from './report.mjs'
import { canSlowDown, slowBinaries } from './slowDisk.mjs'

/** @import { Candidate, Found } from './measure.mjs' */

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '1,8,64,256' },
    slow: { type: 'string', default: '2' },
    port: { type: 'string', default: '0' },
    write: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const seconds = Number(values.seconds)
const connections = values.connections.split(',').map(Number)
const slowMs = Number(values.slow)
const firstPort = Number(values.port) || 7700
/** Enough for the fastest of its kind here; more only waited for locks. */
const poolSize = 32
/** Until everything that is run often is compiled. */
const warmRequests = 40_000

/** @param {string} line */
const say = line => process.stderr.write(`${line}\n`)

const startedAt = new Date()
const pgbench = findPgbench()
if (!pgbench) say('There is no pgbench here (Debian: postgresql-contrib), so it is left out.')
const client = startClient()
/** @type {{ title: string, found: Found[] }[]} */
const parts = []
let version = ''
try {
  parts.push({ title: 'On this disk', found: await measurePart() })
  if (slowMs > 0 && canSlowDown()) {
    const title = `With a disk that takes ${slowMs} ms longer for each commit`
    parts.push({ title, found: await measurePart(folder => slowBinaries(folder, slowMs)) })
  } else if (slowMs > 0) say('A slow disk takes Linux and a C compiler, so it is left out.')
} finally {
  client.stop()
}
const report = reportOf({
  startedAt,
  version,
  rounds,
  seconds,
  poolSize,
  parts,
  hasPgbench: pgbench !== null,
})
console.log(report)
if (values.write) writeSection('bench:ingest', report)

/** @param {(folder: string) => any} [slowBy] @returns {Promise<Found[]>} */
async function measurePart(slowBy) {
  const postgres = await startPostgres({ port: firstPort, ...(slowBy ? { slowBy } : {}) })
  version = postgres.version
  /** @type {{ stop(): Promise<void> }[]} */
  const started = [postgres]
  try {
    const tyck = await startTyck(postgres.url, firstPort + 1)
    started.unshift(tyck)
    await query(
      postgres.url,
      'create table tyck_internal.bench_each (like tyck_internal.responses including defaults including indexes)',
    )
    const env = { DATABASE_URL: postgres.url, POOL: String(poolSize) }
    const noop = await startServer('bench/ingest/noop.mjs', env, firstPort + 2)
    started.unshift(noop)
    const each = await startServer('bench/ingest/insertEach.mjs', env, firstPort + 3)
    started.unshift(each)
    /** @type {Candidate[]} the first is what the others are held against */
    const candidates = [
      { name: 'a Fastify that does nothing', server: noop },
      { name: 'Tyck', server: tyck },
      { name: 'one INSERT a request', server: each },
    ]
    if (pgbench) {
      candidates.push({ name: 'pgbench', pgbench: how => runPgbench(pgbench, postgres.url, how) })
    }
    return await measure({
      candidates,
      client,
      target: tyck.target,
      postgres,
      connections,
      rounds,
      seconds,
      warmRequests,
      say,
    })
  } finally {
    for (const one of started) await one.stop()
  }
}
