/**
 * `npm run bench:export`: how fast responses are exported over HTTP, against Postgres's own COPY of the bare table in
 * the same run, and what memory the service takes meanwhile.
 *
 *   --rows=1000000
 *   --rounds=5      of each, taking turns, after one that counts for nothing
 *   --port=0        where Postgres listens, the service on the next; 0 takes 7920
 *   --write         puts what it found into docs/performance.md
 */
import { parseArgs } from 'node:util'
import { importSource } from '../importSource.mjs'
import { makeResponses } from '../query/makeResponses.mjs'
import { load, machine, markdown, number, when, writeSection } from '../report.mjs'
import { query, startPostgres } from '../service/postgres.mjs'
import { startTyck } from '../service/tyck.mjs'
import { spreadOf } from '../statistics.mjs'
import { copyTable, exportOver } from './read.mjs'
import { watchMemory } from './watchMemory.mjs'

/** @import { Spread } from '../statistics.mjs' */

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    port: { type: 'string', default: '0' },
    write: { type: 'boolean', default: false },
  },
})
const rows = Number(values.rows)
const rounds = Number(values.rounds)
const port = Number(values.port) || 7920
const secretKey = 'sk_bench'
/** The design's: of COPY's rows a second, and the memory in MB. */
const limits = { ratio: 0.5, rss: 150 }

/** @param {string} line */
const say = line => process.stderr.write(`${line}\n`)

const startedAt = new Date()
const postgres = await startPostgres({ port, more: { max_wal_size: '4GB' } })
try {
  const { migrate } = await importSource('packages/api/src/store/migrate.ts')
  const { hashSecretKey } = await importSource('packages/api/src/domain/keys/makeKey.ts')
  await migrate(postgres.url)
  const { projectId } = await makeResponses(postgres.url, rows, say)
  await query(
    postgres.url,
    `insert into tyck_internal.secret_keys (project_id, id, name, hash) values ($1, gen_random_uuid(), 'bench', $2)`,
    [projectId, hashSecretKey(secretKey)],
  )
  const tyck = await startTyck(postgres.url, port + 1)
  const address = `http://127.0.0.1:${tyck.port}/v1/responses`
  const metadata = 'metadataKeys=orderValue,items,paymentMethod'
  const candidates = [
    { name: 'COPY of the table', read: () => copyTable(postgres.url), isExport: false },
    { name: 'CSV', read: () => exportOver(`${address}.csv?${metadata}`, secretKey), isExport: true },
    { name: 'NDJSON', read: () => exportOver(`${address}.ndjson`, secretKey), isExport: true },
  ]
  const memory = watchMemory(tyck.pid)
  const atRest = memory.now()
  /** @type {{ name: string, round: number, perSecond: number, bytes: number, postgresUs: number, tyckUs: number, rss: number[] }[]} */
  const found = []
  for (let round = 0; round <= rounds; round++) {
    for (const { name, read, isExport } of candidates) {
      memory.forget()
      const before = {
        postgres: postgres.cpuMs() ?? Number.NaN,
        tyck: await tyck.cpuMs(),
        at: performance.now(),
      }
      const bytes = await read()
      const ms = performance.now() - before.at
      // Linux adds up what a process used once it has ended.
      const postgresMs = (postgres.cpuMs() ?? Number.NaN) - before.postgres
      const tyckMs = (await tyck.cpuMs()) - before.tyck
      say(`${name}: ${number((rows / ms) * 1_000)} rows a second`)
      if (round === 0) continue
      found.push({
        name,
        round,
        bytes,
        perSecond: (rows / ms) * 1_000,
        postgresUs: (postgresMs * 1_000) / rows,
        tyckUs: isExport ? (tyckMs * 1_000) / rows : Number.NaN,
        rss: memory.quarters(),
      })
    }
  }
  memory.stop()
  await tyck.stop()

  const of = (/** @type {string} */ name) => found.filter(each => each.name === name)
  const [floor] = candidates
  const ratios = (/** @type {string} */ name) =>
    spreadOf(
      of(name).map(
        ({ round, perSecond }) =>
          perSecond / (of(floor?.name ?? '').find(each => each.round === round)?.perSecond ?? Number.NaN),
      ),
    )
  const highest = Math.max(...found.filter(({ tyckUs }) => !Number.isNaN(tyckUs)).flatMap(({ rss }) => rss))
  const report = [
    [
      `Measured on ${when(startedAt)}, on ${machine()}, with Node ${process.versions.node} and Postgres ${postgres.version}`,
      `with its usual settings: ${number(rows)} responses of one project, a fifth of them answered and a tenth with a comment, with`,
      `every column, read over HTTP on this machine by one reader. ${rounds} rounds, taking turns. Medians, with the quartiles of the`,
      `ratios in brackets; Postgres, the service and the reader share the cores. ${load()}: above 2, other work took its share.`,
    ].join('\n'),
    markdown([
      ['', 'rows/s', '× the first', 'bytes a row', 'CPU of Postgres, µs a row', 'of the service, µs a row'],
      ...candidates.map(({ name }) => [
        name,
        number(median(name, 'perSecond')),
        told(ratios(name)),
        number(median(name, 'bytes') / rows),
        number(median(name, 'postgresUs'), 2),
        Number.isNaN(median(name, 'tyckUs')) ? '' : number(median(name, 'tyckUs'), 2),
      ]),
    ]),
    markdown([
      ['memory of the service (RSS), MB', 'at rest before', 'first quarter', 'second', 'third', 'last'],
      ...candidates
        .filter(({ isExport }) => isExport)
        .map(({ name }) => [
          name,
          number(atRest),
          ...[0, 1, 2, 3].map(at =>
            number(spreadOf(of(name).map(({ rss }) => rss[at] ?? Number.NaN)).median),
          ),
        ]),
    ]),
    markdown([
      ['', 'median', 'limit', ''],
      ...['CSV', 'NDJSON'].map(name => {
        const ratio = ratios(name).median
        return [
          `rows/s of ${name} against COPY`,
          `${number(ratio, 2)} ×`,
          `≥ ${limits.ratio} ×`,
          ratio >= limits.ratio ? 'held' : 'NOT HELD',
        ]
      }),
      [
        'highest memory',
        `${number(highest)} MB`,
        `< ${limits.rss} MB`,
        highest < limits.rss ? 'held' : 'NOT HELD',
      ],
    ]),
  ].join('\n\n')
  console.log(report)
  if (values.write) writeSection('bench:export', report)

  /** @param {string} name @param {'perSecond' | 'bytes' | 'postgresUs' | 'tyckUs'} what */
  function median(name, what) {
    return spreadOf(of(name).map(each => each[what])).median
  }
} finally {
  await postgres.stop()
}

/** @param {Spread} spread */
function told({ median, low, high }) {
  return `${number(median, 2)} (${number(low, 2)}–${number(high, 2)})`
}
