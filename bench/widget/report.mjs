import { markdown } from '../report.mjs'
import { spreadOf } from '../statistics.mjs'

/** @import { measureArrival, measureVisit } from './measure.mjs' */
/** @typedef {Awaited<ReturnType<typeof measureArrival>>} Arrival */
/** @typedef {Omit<Awaited<ReturnType<typeof measureVisit>>, 'trace'>} Visit */

/**
 * @typedef {object} Rounds what was measured of one candidate; the same index is the same round.
 * @property {string} name
 * @property {Arrival[]} near on the machine itself
 * @property {Arrival[]} far over the emulated network
 * @property {Visit[]} visits
 */

/** @param {Rounds[]} all the first is the floor @param {{ pageHeap: number[], far: string }} about */
export function tablesOf(all, { pageHeap, far }) {
  const [floor] = all
  if (!floor) throw new Error('Nothing was measured')
  const ownHeap = spreadOf(pageHeap).median
  return [
    // Over a slow network nothing that was asked for afterwards slips in before the first frame.
    table(
      all,
      ['', 'bytes', 'requests', 'shown, ms', 'interactive, ms', '× floor', `on ${far}, ms`, '× floor'],
      ({ near, far }) => [
        number(far.map(({ bytes }) => bytes)),
        number(far.map(({ requests }) => requests)),
        spread(near.map(({ shown }) => shown)),
        spread(near.map(({ interactive }) => interactive)),
        ratio(near, floor.near, ({ interactive }) => interactive),
        spread(far.map(({ interactive }) => interactive)),
        ratio(far, floor.far, ({ interactive }) => interactive),
      ],
    ),
    table(
      all,
      [
        '',
        'script, ms',
        '× floor',
        'style and layout, ms',
        'of it forced, ms',
        'longest task, ms',
        'tasks > 50 ms',
        'heap after, KB',
      ],
      ({ visits }) => [
        spread(visits.map(({ script }) => script)),
        ratio(visits, floor.visits, ({ script }) => script),
        spread(visits.map(({ layout }) => layout)),
        spread(visits.map(({ forced }) => forced)),
        spread(visits.map(({ longest }) => longest)),
        number(visits.map(({ longTasks }) => longTasks)),
        number(visits.map(({ heap }) => (heap - ownHeap) / 1000)),
      ],
    ),
    table(
      all,
      [
        '',
        'tap → request, ms',
        'within the click',
        'tap at first sight → request, ms',
        `the same on ${far}, ms`,
        'layout shift',
      ],
      ({ near, far, visits }) => [
        spread(visits.map(({ tapToRequest }) => tapToRequest)),
        `${visits.filter(({ inClick }) => inClick).length} of ${visits.length}`,
        spread(near.map(({ firstAnswer, shown }) => firstAnswer - shown)),
        spread(far.map(({ firstAnswer, shown }) => firstAnswer - shown)),
        String(Math.max(...visits.map(({ shift }) => Math.round(shift * 1e4) / 1e4))),
      ],
    ),
  ].join('\n\n')
}

/**
 * The widget against the limits of the design.
 * @param {Rounds} floor
 * @param {Rounds} widget
 */
export function verdictsOf(floor, { name, near, visits }) {
  const ofFloor = ratioOf(near, floor.near, ({ interactive }) => interactive)
  const script = spreadOf(visits.map(({ script }) => script))
  const longest = spreadOf(visits.map(({ longest }) => longest))
  const late = visits.filter(({ inClick }) => !inClick).length
  const shift = Math.max(...visits.map(({ shift }) => shift))
  /** @type {[what: string, found: string, limit: string, held: boolean][]} */
  const limits = [
    ['interactive against the floor', `${ofFloor.median.toFixed(2)} ×`, '1.75 ×', ofFloor.median <= 1.75],
    ['script on the main thread', `${Math.round(script.median)} ms`, '60 ms', script.median <= 60],
    ['longest task', `${Math.round(longest.median)} ms`, '50 ms', longest.median <= 50],
    ['taps posted after their click', String(late), '0', late === 0],
    ['layout shift', shift.toFixed(4), '0', shift === 0],
  ]
  const rows = limits.map(([what, found, limit, held]) => [what, found, limit, held ? 'held' : 'NOT HELD'])
  return markdown([[name, 'median', 'limit', ''], ...rows])
}

/** @param {Rounds[]} all @param {string[]} head @param {(one: Rounds) => string[]} cells */
function table(all, head, cells) {
  return markdown([head, ...all.map(one => [one.name, ...cells(one)])])
}

/** A median. @param {number[]} values */
function number(values) {
  return Math.round(spreadOf(values).median).toLocaleString('en')
}

/** A median and its quartiles. @param {number[]} values */
function spread(values) {
  const { median, low, high } = spreadOf(values)
  const digits = median < 10 ? 1 : 0
  return `${median.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`
}

/**
 * How many times the floor's, round by round.
 * @template T
 * @param {T[]} ones
 * @param {T[]} floor
 * @param {(one: T) => number} what
 */
function ratio(ones, floor, what) {
  return ratioOf(ones, floor, what).median.toFixed(2)
}

/**
 * @template T
 * @param {T[]} ones
 * @param {T[]} floor
 * @param {(one: T) => number} what
 */
function ratioOf(ones, floor, what) {
  const ratios = ones.map((one, round) => {
    const other = floor[round]
    return other ? what(one) / what(other) : Number.NaN
  })
  return spreadOf(ratios)
}
