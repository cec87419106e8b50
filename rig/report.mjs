/** @import { Felt, Outcome } from './round.mjs' */

/** How many of each kind of fault are told. */
const mostExamples = 5

/** The lines of one round. @param {Outcome} outcome */
export function roundLines({ felt, notRun, ...outcome }) {
  return [
    row(['', 'posts failed', 'outage', 'back after', 'slowest reply']),
    ...felt.map(({ name, failed, outageMs, backMs, slowestMs }) =>
      row([name, `${failed}`, seconds(outageMs), seconds(backMs), seconds(slowestMs)]),
    ),
    ...notRun.map(
      name => `  ${name.padEnd(34)}NOT RUN: it takes root, on Linux, to mount a small file system`,
    ),
    `  ${tally(outcome)}; ${longest(felt)}`,
    ...problemLines(outcome),
  ]
}

/** What is wrong, with examples. @param {Pick<Outcome, 'lost' | 'doubled' | 'wrong' | 'untold' | 'violations'>} outcome */
export function problemLines({ lost, doubled, wrong, untold, violations }) {
  return [lost, doubled, wrong, untold, violations].flatMap(list => [
    ...list.slice(0, mostExamples).map(text => `  ! ${text}`),
    ...(list.length > mostExamples ? [`  ! … and ${list.length - mostExamples} more of these`] : []),
  ])
}

/** @param {Omit<Outcome, 'felt' | 'notRun' | 'isSmall'>} outcome */
export function tally({ acknowledged, responses, events, again, ...faults }) {
  const { lost, doubled, wrong, untold, violations } = faults
  const number = (/** @type {number} */ value) => value.toLocaleString('en')
  return (
    `acknowledged ${number(acknowledged)} states of ${number(responses)} responses; ` +
    `lost ${lost.length}, doubled ${doubled.length}, wrong ${wrong.length}; told ${number(events)} events, ` +
    `${number(again)} of them again, untold ${untold.length}; broken promises ${violations.length}`
  )
}

/** @param {Felt[]} felt */
export function longest(felt) {
  const [first] = [...felt].sort((a, b) => b.outageMs - a.outageMs)
  return first ? `longest outage ${seconds(first.outageMs)} (${first.name})` : 'no outage'
}

/** @param {Outcome[]} outcomes @returns {Outcome} */
export function sum(outcomes) {
  const [first] = outcomes
  if (!first) throw new Error('Nothing was run')
  return {
    ...first,
    acknowledged: outcomes.reduce((all, { acknowledged }) => all + acknowledged, 0),
    responses: outcomes.reduce((all, { responses }) => all + responses, 0),
    lost: outcomes.flatMap(({ lost }) => lost),
    doubled: outcomes.flatMap(({ doubled }) => doubled),
    wrong: outcomes.flatMap(({ wrong }) => wrong),
    untold: outcomes.flatMap(({ untold }) => untold),
    events: outcomes.reduce((all, { events }) => all + events, 0),
    again: outcomes.reduce((all, { again }) => all + again, 0),
    violations: outcomes.flatMap(({ violations }) => violations),
    felt: outcomes.flatMap(({ felt }) => felt),
  }
}

/** @param {number} ms */
const seconds = ms => `${(ms / 1_000).toFixed(1)} s`

/** @param {string[]} cells */
const row = ([name = '', ...cells]) => `  ${name.padEnd(32)}${cells.map(cell => cell.padStart(14)).join('')}`
