import { load, machine, markdown, number, when } from '../report.mjs'
import { spreadOf } from '../statistics.mjs'

/** @import { Found, Round } from './measure.mjs' */

/** The design's limits on the ratio to a Fastify that does nothing, by connections, and on its CPU. */
const leastRatio = new Map([
  [64, 0.5],
  [256, 0.65],
])
const mostCpu = 1.6

/**
 * @param {{ startedAt: Date, version: string, rounds: number, seconds: number, poolSize: number,
 *   parts: { title: string, found: Found[] }[], hasPgbench: boolean }} run
 */
export function reportOf({ startedAt, version, rounds, seconds, poolSize, parts, hasPgbench }) {
  const [first] = parts
  const others = spreadOf(
    parts.flatMap(({ found }) => found.flatMap(one => one.rounds.map(({ others }) => others))),
  )
  const configuration = [
    `Measured on ${when(startedAt)}, on ${machine()}, with Node ${process.versions.node} and Postgres ${version}`,
    `with its usual settings (fsync, full_page_writes and synchronous_commit on, 128 MB of shared_buffers). ${rounds} rounds of`,
    `${seconds} s, candidates taking turns; all of them, the client and Postgres share these cores. Medians, with the quartiles of`,
    `the ratios in brackets. One INSERT a request has ${poolSize} connections to Postgres, Tyck 2 that write. ${load()};`,
    `what was not the benchmark's own took ${percent(others.median)} of the machine (${percent(others.low)}–${percent(others.high)}).`,
    ...(hasPgbench ? [] : ['There was no pgbench.']),
  ].join('\n')
  return [
    configuration,
    ...parts.map(({ title, found }) => `**${title}:**\n\n${tableOf(found)}`),
    ...(first ? [verdictsOf(first.found)] : []),
  ].join('\n\n')
}

/** @param {Found[]} found */
function tableOf(found) {
  const head = [
    'connections',
    '',
    'req/s',
    '× the first',
    'p50, ms',
    'p99, ms',
    'CPU, µs',
    '× the first',
    'of Postgres, µs',
    'client',
  ]
  /** @type {Found | undefined} */
  let floor
  const rows = found.map(one => {
    const isFirst = floor?.connections !== one.connections
    if (isFirst) floor = one
    const { low, high, median } = ratioOf(one, floor, ({ rate }) => rate)
    const cpu = ratioOf(one, floor, ({ cpu }) => cpu).median
    return [
      isFirst ? String(one.connections) : '',
      one.name,
      told(medianOf(one, ({ rate }) => rate)),
      Number.isNaN(median) ? '' : `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`,
      number(
        medianOf(one, ({ p50 }) => p50),
        1,
      ),
      number(
        medianOf(one, ({ p99 }) => p99),
        1,
      ),
      told(medianOf(one, ({ cpu }) => cpu)),
      told(cpu, 2),
      isFirst ? '' : told(medianOf(one, ({ postgres }) => postgres)),
      told(
        medianOf(one, ({ client }) => client * 100),
        0,
        '%',
      ),
    ]
  })
  return markdown([head, ...rows])
}

/** Tyck against the limits of the design. @param {Found[]} found */
function verdictsOf(found) {
  const rows = [...leastRatio].flatMap(([connections, least]) => {
    const [floor, tyck] = found.filter(one => one.connections === connections)
    if (!floor || !tyck) return []
    const rate = ratioOf(tyck, floor, ({ rate }) => rate).median
    const cpu = ratioOf(tyck, floor, ({ cpu }) => cpu).median
    return [
      [
        `req/s at ${connections} connections`,
        `${rate.toFixed(2)} ×`,
        `≥ ${least} ×`,
        rate >= least ? 'held' : 'NOT HELD',
      ],
      [
        `CPU a request at ${connections} connections`,
        `${cpu.toFixed(2)} ×`,
        `≤ ${mostCpu} ×`,
        cpu <= mostCpu ? 'held' : 'NOT HELD',
      ],
    ]
  })
  return markdown([['Tyck against a Fastify that does nothing', 'median', 'limit', ''], ...rows])
}

/** @param {Found} found @param {(round: Round) => number} what */
const medianOf = (found, what) => spreadOf(found.rounds.map(what)).median

/** How many times the other's, round by round. @param {Found} one @param {Found | undefined} floor @param {(round: Round) => number} what */
function ratioOf(one, floor, what) {
  return spreadOf(
    one.rounds.map((round, at) => {
      const other = floor?.rounds[at]
      return other ? what(round) / what(other) : Number.NaN
    }),
  )
}

/** @param {number} value @param {number} [digits] @param {string} [unit] */
const told = (value, digits, unit = '') => (Number.isNaN(value) ? '' : `${number(value, digits)}${unit}`)

/** @param {number} share */
const percent = share => (Number.isNaN(share) ? 'an unknown share' : `${Math.round(share * 100)} %`)
