/**
 * `npm run bench:console`: the console over many responses, in a real browser: how long its pages take, and the service
 * for what they read. It fails where something is over its limit.
 *
 *   --rows=1000000
 *   --runs=3       through all pages
 *   --port=0       where Postgres listens, and the service on the port after it; 0 takes 7700
 *   --write        puts what it found into docs/performance.md
 */
import { parseArgs } from 'node:util'
import { launchBrowser } from '../browser.mjs'
import { makeResponses } from '../query/makeResponses.mjs'
import { load, machine, markdown, number, when, writeSection } from '../report.mjs'
import { startPostgres } from '../service/postgres.mjs'
import { startTyck } from '../service/tyck.mjs'
import { quantile } from '../statistics.mjs'
import { goThrough } from './openConsole.mjs'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '3' },
    port: { type: 'string', default: '0' },
    write: { type: 'boolean', default: false },
  },
})
const rows = Number(values.rows)
const runs = Number(values.runs)
const port = Number(values.port) || 7700

/** The design's limits, and for smoothness one that a hand feels. In milliseconds. */
const limits = { scores: 100, slice: 1_500, task: 200 }

/** @param {string} line */
const say = line => process.stderr.write(`${line}\n`)
const median = (/** @type {number[]} */ some) =>
  quantile(
    [...some].sort((a, b) => a - b),
    0.5,
  )

const startedAt = new Date()
const postgres = await startPostgres({ port, more: { max_wal_size: '4GB' } })
/** @type {Awaited<ReturnType<typeof startTyck>> | undefined} */
let tyck
try {
  tyck = await startTyck(postgres.url, port + 1)
  const { projectId } = await makeResponses(postgres.url, rows, say)
  const origin = `http://127.0.0.1:${port + 1}`
  const cookie = await signUp(origin, tyck.setupUrl ?? '')

  /** @type {Set<string>} */
  const asked = new Set()
  const browser = await launchBrowser()
  /** @type {Map<string, { content: number[], task: number[] }>} */
  const pages = new Map()
  for (let run = 0; run < runs; run++) {
    for (const { name, contentMs, longestTaskMs } of await goThrough(
      browser,
      { origin, cookie, projectId },
      asked,
    )) {
      const found = pages.get(name) ?? { content: [], task: [] }
      found.content.push(contentMs)
      found.task.push(longestTaskMs)
      pages.set(name, found)
      say(`${name}: ${number(contentMs)} ms, longest task ${number(longestTaskMs)} ms`)
    }
  }
  const version = browser.version()
  await browser.close()

  // Once more, each by itself, and the fastest counts: beside a browser that draws, or other work, a reply waits.
  /** @type {{ path: string, kind: string, ms: number }[]} */
  const replies = []
  for (const path of asked) {
    const times = []
    for (let run = 0; run < 5; run++) {
      const askedAt = performance.now()
      const reply = await fetch(origin + path, { headers: { cookie, 'tyck-project': projectId } })
      await reply.arrayBuffer()
      if (!reply.ok) throw new Error(`${path}: ${reply.status}`)
      times.push(performance.now() - askedAt)
    }
    replies.push({ path, kind: kindOf(path), ms: Math.min(...times) })
  }
  const kinds = [...new Set(replies.map(({ kind }) => kind))].map(kind => {
    const of = replies.filter(each => each.kind === kind)
    const worst = Math.max(...of.map(({ ms }) => ms))
    return { kind, count: of.length, median: median(of.map(({ ms }) => ms)), worst, limit: limitOf(kind) }
  })
  const slow = [...pages].filter(([, { task }]) => median(task) > limits.task).map(([name]) => name)
  const over = kinds.filter(({ worst, limit }) => limit !== null && worst > limit).map(({ kind }) => kind)

  const report = [
    [
      `Measured on ${when(startedAt)}, on ${machine()}, with Node ${process.versions.node}, Postgres ${postgres.version} and Chromium ${version},`,
      `headless, 1280 × 900: ${number(rows)} responses of one project, 20 touchpoints. Medians of ${runs} runs through all pages, each in`,
      `a new browser context; browser, service and Postgres share the machine. A reply is the fastest of five. ${load()}.`,
    ].join('\n'),
    markdown([
      ['', 'content stands there, ms', `longest task, ms (limit ${limits.task})`],
      ...[...pages].map(([name, { content, task }]) => [
        name,
        number(median(content)),
        median(task) === 0 ? '< 50' : number(median(task)),
      ]),
    ]),
    markdown([
      ['what the pages read, each by itself', 'addresses', 'median, ms', 'slowest, ms', 'limit, ms'],
      ...kinds.map(({ kind, count, median, worst, limit }) => [
        kind,
        number(count),
        ...[median, worst].map(ms => number(ms, ms < 10 ? 1 : 0)),
        limit === null ? '' : `${number(limit)}: ${worst <= limit ? 'held' : 'NOT HELD'}`,
      ]),
    ]),
  ].join('\n\n')
  console.log(report)
  for (const { path, ms } of [...replies].sort((a, b) => b.ms - a.ms).slice(0, 8))
    say(`${number(ms)} ms ${path}`)
  if (values.write) writeSection('bench:console', report)
  if (slow.length + over.length > 0) {
    say(`Over their limits: ${[...over, ...slow].join('; ')}`)
    process.exitCode = 1
  }
} finally {
  await tyck?.stop()
  await postgres.stop()
}

/** Makes the owner's account, whose are all projects then, and gives its cookie. @param {string} origin @param {string} setupUrl */
async function signUp(origin, setupUrl) {
  const reply = await fetch(`${origin}/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({
      token: setupUrl.split('#')[1],
      name: 'Kim Berg',
      email: 'kim@shop.example',
      password: 'a sentence is easy to remember',
      project: { name: 'Another' },
    }),
  })
  if (!reply.ok) throw new Error(await reply.text())
  return (reply.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
}

/** @param {string} path */
function kindOf(path) {
  const { pathname, searchParams } = new URL(path, 'http://x')
  if (pathname === '/v1/scores') {
    const isRows = ['by', 'metadata', 'channel', 'locale', 'verified', 'flagged', 'answerTime'].some(name =>
      searchParams.has(name),
    )
    if (isRows) return 'slices'
    return searchParams.has('compareTo') ? 'scores, compared with as many days before' : 'scores'
  }
  if (pathname !== '/v1/responses') return 'others'
  return searchParams.has('words') ? 'answers by words' : 'pages of answers'
}

/** @param {string} kind */
function limitOf(kind) {
  if (kind === 'slices') return limits.slice
  if (kind === 'scores') return limits.scores
  // Twice the days.
  return kind.startsWith('scores') ? 2 * limits.scores : null
}
