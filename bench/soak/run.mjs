/**
 * `npm run soak`: a steady mix of posts, readers, bad input and broken connections, for as long as one likes, and a
 * verdict on whether the service takes more and more of anything. It fails where it does.
 *
 *   --minutes=30
 *   --rate=300     requests a second
 *   --port=0       where Postgres listens, and the service on the port after it; 0 takes 7800
 *   --write        puts what it found into docs/performance.md
 */
import { parseArgs } from 'node:util'
import { load, machine, markdown, when, writeSection } from '../report.mjs'
import { startPostgres } from '../service/postgres.mjs'
import { startTyck } from '../service/tyck.mjs'
import { bounds, judge } from './judge.mjs'
import { startVisitors } from './visitors.mjs'
import { startWatching } from './watch.mjs'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    rate: { type: 'string', default: '300' },
    port: { type: 'string', default: '0' },
    write: { type: 'boolean', default: false },
  },
})
const minutes = Number(values.minutes)
const rate = Number(values.rate)
const port = Number(values.port) || 7800

const startedAt = new Date()
const postgres = await startPostgres({ port })
try {
  const tyck = await startTyck(postgres.url, port + 1, ['--expose-gc'])
  const watch = await startWatching(tyck, postgres.url)
  const visitors = startVisitors(tyck.target, port + 1, rate)
  const until = performance.now() + minutes * 60_000
  let toldAt = 0
  while (performance.now() < until) {
    // A sample every five seconds; of a short soak more of them.
    await new Promise(resolve => setTimeout(resolve, Math.min(5_000, minutes * 500)))
    const sample = await watch.sample()
    if (performance.now() - toldAt < 30_000) continue
    toldAt = performance.now()
    const left = Math.ceil((until - toldAt) / 60_000)
    console.error(
      `RSS ${sample.rss.toFixed(1)} MB, heap ${sample.heap.toFixed(1)} MB, ${sample.descriptors} descriptors, ${left} min left`,
    )
  }
  const outcomes = await visitors.stop()
  await watch.stop()
  await tyck.stop()

  const verdicts = judge(watch.samples)
  const wrong = outcomes.filter(({ isExpected }) => !isExpected)
  const requests = outcomes.reduce((sum, { count }) => sum + count, 0)
  const report = [
    [
      `Measured on ${when(startedAt)}, on ${machine()}, with Node ${process.versions.node} and Postgres ${postgres.version}:`,
      `${minutes} minutes, ${requests.toLocaleString('en')} requests (${Math.round(requests / minutes / 60)} a second), ${watch.samples.length} samples, each after a garbage`,
      `collection. ${load()}.`,
    ].join('\n'),
    markdown([
      ['', 'median of the first third', 'of the last', 'may be', ''],
      ...verdicts.map(({ what, unit, first, last, most, isFlat }) => [
        what,
        ...[first, last, most].map(value => `${value.toFixed(unit ? 1 : 0)}${unit}`),
        isFlat ? 'flat' : 'NOT FLAT',
      ]),
    ]),
    markdown([
      ['', 'reply', 'times'],
      ...outcomes.map(({ what, reply, count }) => [what, reply, count.toLocaleString('en')]),
    ]),
  ].join('\n\n')
  console.log(report)
  console.log(`\n${bounds}`)
  for (const { what, reply } of wrong) console.error(`Not expected: ${what} got ${reply}`)
  if (wrong.length > 0 || verdicts.some(({ isFlat }) => !isFlat)) process.exitCode = 1
  if (values.write) writeSection('soak', report)
} finally {
  await postgres.stop()
}
