/**
 * `npm run bench:query`: how long the product's own queries take over many responses, and what a response takes on
 * disk.
 *
 *   --rows=10000000
 *   --runs=20       of each query, after one that counts for nothing
 *   --port=0        where Postgres listens; 0 takes 7900
 *   --write         puts what it found into docs/performance.md
 */
import { parseArgs } from 'node:util'
import { importSource } from '../importSource.mjs'
import { load, machine, markdown, number, when, writeSection } from '../report.mjs'
import { query, startPostgres } from '../service/postgres.mjs'
import { quantile, spreadOf } from '../statistics.mjs'
import { days, makeResponses } from './makeResponses.mjs'
import { planOf, recordQueries } from './plans.mjs'
import { questionsOf } from './questions.mjs'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000000' },
    runs: { type: 'string', default: '20' },
    port: { type: 'string', default: '0' },
    write: { type: 'boolean', default: false },
  },
})
const rows = Number(values.rows)
const runs = Number(values.runs)

/** @param {string} line */
const say = line => process.stderr.write(`${line}\n`)

const startedAt = new Date()
// A log that needs no checkpoint every few seconds, for the sake of filling it; it matters to no query.
const postgres = await startPostgres({ port: Number(values.port) || 7900, more: { max_wal_size: '4GB' } })
try {
  const { migrate } = await importSource('packages/api/src/store/migrate.ts')
  const { openDatabase } = await importSource('packages/api/src/store/database.ts')
  await migrate(postgres.url)
  const shop = await makeResponses(postgres.url, rows, say)
  const sizes = await sizesOf()

  // However slow it is: a query that is cut off says nothing.
  const { db, close } = openDatabase(postgres.url, { queryMs: 120_000, statementMs: 115_000 })
  const recorded = recordQueries(db)
  const store = {
    ...(await importSource('packages/api/src/store/scores.ts')),
    ...(await importSource('packages/api/src/store/readResponses.ts')),
    ...(await importSource('packages/api/src/store/respondentHistory.ts')),
  }
  const found = []
  for (const { name, limitMs, ask } of questionsOf(store, db, shop)) {
    recorded.length = 0
    const size = await ask()
    const plan = await planOf(postgres.url, recorded)
    const times = []
    for (let run = 0; run < runs; run++) {
      const askedAt = performance.now()
      await ask()
      times.push(performance.now() - askedAt)
    }
    times.sort((a, b) => a - b)
    found.push({ name, limitMs, size, plan, p50: quantile(times, 0.5), p99: quantile(times, 0.99) })
    say(`${name}: ${spreadOf(times).median.toFixed(1)} ms, by ${plan}`)
  }
  await close()

  const report = [
    [
      `Measured on ${when(startedAt)}, on ${machine()}, with Node ${process.versions.node} and Postgres ${postgres.version}`,
      `with its usual settings (128 MB of shared_buffers): ${number(rows)} responses of one project, 20 touchpoints and ${days} days, half of`,
      `them with one of ${number(shop.respondents)} respondents. Each query ${runs} times through the service's own store, in one process, with what`,
      `the system keeps of the files in memory. ${load()}.`,
    ].join('\n'),
    markdown([
      ['', 'p50, ms', 'p99, ms', 'limit, ms', 'rows that come back', 'by'],
      ...found.map(({ name, p50, p99, limitMs, size, plan }) => [
        name,
        ...[p50, p99].map(time => number(time, time < 10 ? 1 : 0)),
        limitMs === null ? '' : `${number(limitMs)}: ${p50 <= limitMs ? 'held' : 'NOT HELD'}`,
        number(size),
        plan,
      ]),
    ]),
    markdown([
      ['', 'bytes for each response'],
      ...sizes.map(({ name, bytes }) => [name, number(bytes / rows, bytes / rows < 10 ? 1 : 0)]),
    ]),
  ].join('\n\n')
  console.log(report)
  if (values.write) writeSection('bench:query', report)
} finally {
  await postgres.stop()
}

/** @returns {Promise<{ name: string, bytes: number }[]>} */
async function sizesOf() {
  const found = await query(
    postgres.url,
    `select relname as name, pg_relation_size(oid)::float8 as bytes from pg_class
     where oid = 'tyck_internal.responses'::regclass
     union all
     select indexrelid::regclass::text, pg_relation_size(indexrelid)::float8 from pg_index
     where indrelid = 'tyck_internal.responses'::regclass
     union all
     select 'hourly_counts, with its index', pg_total_relation_size('tyck_internal.hourly_counts')::float8
     order by bytes desc`,
  )
  const all = found.reduce((sum, { bytes }) => sum + bytes, 0)
  return [
    { name: 'all', bytes: all },
    ...found.map(({ name, bytes }) => ({ name: name.replace('tyck_internal.', ''), bytes })),
  ]
}
