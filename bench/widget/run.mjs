/**
 * `npm run bench:widget`: measures the widget against two floors and its peers, in one run, in a real browser, and
 * writes what it found into docs/performance.md.
 *
 *   --rounds=15   of each candidate; with fewer than ten the page stays as it is
 *   --traces=dir  keeps the last round's traces, for the browser's own tools
 *   --port=0      where it serves; the next one is used too
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { launchBrowser } from '../browser.mjs'
import { machine, writeSection } from '../report.mjs'
import { buildScripts, manifest, versions } from './build.mjs'
import { candidates } from './candidates.mjs'
import { measureArrival, measurePage, measureVisit, slowdown, viewport } from './measure.mjs'
import { tablesOf, verdictsOf } from './report.mjs'
import { startServer } from './server.mjs'

/** @import { Rounds } from './report.mjs' */

/** Lighthouse's slow 4G, as it hands it to the browser: each request waits, then shares the line. */
const slow4G = {
  name: 'slow 4G',
  latency: 562.5,
  downloadThroughput: (1_474.56 * 1024) / 8,
  uploadThroughput: (675 * 1024) / 8,
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    traces: { type: 'string' },
    port: { type: 'string', default: '0' },
  },
})
const rounds = Number(values.rounds)
/** @param {string} line */
const say = line => process.stderr.write(`${line}\n`)

const server = await startServer(await buildScripts(), Number(values.port))
const browser = await launchBrowser()
const startedAt = new Date()
try {
  /** @type {Rounds[]} */
  const all = candidates.map(({ name }) => ({ name, near: [], far: [], visits: [] }))
  /** @type {number[]} */
  const pageHeap = []
  /** Half as many over the slow network, which takes longer and varies less. */
  const farRounds = Math.ceil(rounds / 2)

  say('A round to warm the browser up, which counts for nothing')
  await runRound(-1)
  for (let round = 0; round < rounds; round++) {
    say(`Round ${round + 1} of ${rounds}`)
    await runRound(round)
  }

  const [floor, , widget] = all
  if (!floor || !widget) throw new Error('Nothing was measured')
  const report = [
    configuration(farRounds),
    tablesOf(all, { pageHeap, far: slow4G.name }),
    verdictsOf(floor, widget),
  ].join('\n\n')
  console.log(report)
  if (rounds < 10) say('Too few rounds to be kept: docs/performance.md stays as it is.')
  else writeSection('bench:widget', report)

  /** Every round begins with another one, so that nobody is always measured after the same neighbour. @param {number} round */
  async function runRound(round) {
    const counts = round >= 0
    const heap = await measurePage(browser, server, '/0')
    if (counts) pageHeap.push(heap)
    for (let step = 0; step < candidates.length; step++) {
      const index = (step + Math.max(round, 0)) % candidates.length
      const candidate = candidates[index]
      const one = all[index]
      if (!candidate || !one) continue
      const path = `/${index + 1}`
      const near = await measureArrival(browser, server, { candidate, path, network: undefined })
      const { trace, ...visit } = await measureVisit(browser, server, { candidate, path })
      if (!counts) continue
      one.near.push(near)
      one.visits.push(visit)
      if (round % 2 === 0) {
        one.far.push(await measureArrival(browser, server, { candidate, path, network: slow4G }))
      }
      if (values.traces && round === rounds - 1) {
        mkdirSync(values.traces, { recursive: true })
        writeFileSync(join(values.traces, `${index + 1}.json`), trace)
      }
    }
  }
} finally {
  await browser.close()
  await server.close()
}

/** @param {number} farRounds */
function configuration(farRounds) {
  const { preact, ...peers } = versions()
  const others = Object.entries(peers).map(([name, version]) => `${name} ${version}`)
  const lines = [
    `Measured on ${startedAt.toISOString().slice(0, 10)} in Chromium ${browser.version()}, headless, ${viewport.width} × ${viewport.height}, on`,
    `${machine()}, with the page's CPU slowed down ${slowdown} times: Tyck ${manifest.version}, ${others.join(', ')};`,
    `the Preact floor has Preact ${preact}. ${rounds} rounds, ${farRounds} of them also over ${slow4G.name} (${slow4G.latency} ms for each request,`,
    '1.4 Mbit/s), candidates taking turns, a new context for each load. Medians, with the quartiles in brackets. Over the',
    `last quarter of an hour the machine's load average was ${loadavg()[2]?.toFixed(1)}: above ${cpus().length}, other work took its share.`,
  ]
  return lines.join('\n')
}
