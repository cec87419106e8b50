/**
 * `npm run prove`: breaks everything in turn while visitors answer, and holds what Postgres has against what was
 * acknowledged. See docs/proving.md.
 *
 *   --rounds=2      how often; 50 for a release
 *   --instances=1   of the API on one database
 *   --visitors=16   at a time
 *   --faults=a,b    only these, by the names that faults.mjs has them under
 *   --planted       instead: plants bugs into builds of the API, one after the other, and must find each
 */
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { buildPlanted, builtFolder } from './buildPlanted.mjs'
import { faults } from './faults.mjs'
import { plants } from './plants.mjs'
import { longest, problemLines, roundLines, sum, tally } from './report.mjs'
import { isSound, runRound } from './round.mjs'

/** @import { Fault } from './faults.mjs' */
/** @import { Outcome } from './round.mjs' */

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '2' },
    instances: { type: 'string', default: '1' },
    visitors: { type: 'string', default: '16' },
    faults: { type: 'string' },
    planted: { type: 'boolean', default: false },
  },
})
const instances = Number(values.instances)
const visitors = Number(values.visitors)
const built = builtFolder(`prove-${process.pid}`)
/** What finds bugs that are planted: a part of the round, so that each takes half a minute. */
const telling = [
  'killApi',
  'killPostgres',
  'cutReplies',
  'killApi',
  'killPostgres',
  'lock',
  'forgery',
  'erasure',
]
/** Progress, beside the report. @param {string} line */
const say = line => process.stderr.write(`${line}\n`)

process.once('exit', () => rmSync(built, { recursive: true, force: true }))
// The processes of a round see for themselves that we are gone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130))

try {
  process.exitCode = (values.planted ? await findPlanted() : await prove()) ? 0 : 1
} catch (error) {
  console.error(error)
  process.exitCode = 1
}
// Whatever may be left of connections that were broken on purpose.
process.exit()

/** Whether every round was sound. */
async function prove() {
  await buildPlanted(built)
  const chosen = values.faults?.split(',').map(faultOf) ?? Object.values(faults)
  const rounds = Number(values.rounds)
  /** @type {Outcome[]} */
  const outcomes = []
  for (let round = 1; round <= rounds; round++) {
    const title = `Round ${round} of ${rounds}, ${instances === 1 ? 'one instance' : `${instances} instances`}`
    say(title)
    const outcome = await runRound({
      built,
      instances,
      visitors,
      round,
      faults: chosen,
      say: name => say(`  ${name}`),
    })
    outcomes.push(outcome)
    console.log([title, ...roundLines(outcome), ''].join('\n'))
  }
  const all = sum(outcomes)
  console.log(`In all, ${rounds} rounds: ${tally(all)}; ${longest(all.felt)}`)
  return isSound(all)
}

/** Whether every bug was found. */
async function findPlanted() {
  let found = 0
  for (const plant of plants) {
    await buildPlanted(built, plant)
    const outcome = await runRound({ built, instances, visitors, faults: telling.map(faultOf), pace: 0.2 })
    const { acknowledged, lost, doubled, wrong, untold, violations } = outcome
    // Not by whatever else may be amiss; a build that stores nothing has another bug than was meant.
    const isCaught =
      acknowledged > 0 &&
      [lost, doubled, wrong, untold, violations].flat().some(text => plant.shows.test(text))
    if (isCaught) found += 1
    console.log(`${isCaught ? 'caught    ' : 'NOT CAUGHT'}  ${plant.name}\n            ${tally(outcome)}`)
    for (const line of problemLines(outcome)) say(`          ${line}`)
  }
  console.log(`${found} of ${plants.length} planted bugs were caught`)
  return found === plants.length
}

/** @param {string} name @returns {Fault} */
function faultOf(name) {
  const fault = faults[name]
  if (!fault) throw new Error(`There is no fault ${name}; there are ${Object.keys(faults).join(', ')}`)
  return fault
}
