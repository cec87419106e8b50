import { setTimeout as delay } from 'node:timers/promises'
import { createLedger } from './ledger.mjs'
import { startLoad } from './load.mjs'
import { raiseStage } from './stage.mjs'
import { verify } from './verify.mjs'
import { verifyTold } from './verifyTold.mjs'

/** @import { Fault } from './faults.mjs' */
/** @import { Verdict } from './verify.mjs' */

/**
 * What a fault did.
 * @typedef {object} Felt
 * @property {string} name
 * @property {number} failed posts that were not acknowledged.
 * @property {number} outageMs the longest time without any acknowledgement.
 * @property {number} backMs from the end of its cause until every instance acknowledged again.
 * @property {number} slowestMs the slowest reply, where the line to the client was whole.
 */

/**
 * @typedef {Verdict & { untold: string[], events: number, again: number, felt: Felt[], violations: string[], notRun: string[], isSmall: boolean }} Outcome
 */

/** How long it may take to live again by itself, in milliseconds: Postgres has to recover, Node to start. */
const backMs = 60_000

/**
 * Every reply comes within this, in milliseconds, whatever the database does; and as much later as the process took to
 * say that it lives, for which it needs nobody: a busy machine is no fault of ours.
 */
const replyMs = 6_000

/** An outage that is no chance, in milliseconds. */
const feltMs = 500

/** How long all is calm between two faults, in milliseconds. */
const restMs = 700

/**
 * Raises everything anew, breaks it in turn while visitors answer, and holds what is stored against what was
 * acknowledged.
 * @param {object} options
 * @param {string} options.built the folder of the built API.
 * @param {number} options.instances
 * @param {number} options.visitors
 * @param {Fault[]} options.faults
 * @param {number} [options.pace] what the length of every fault is multiplied by.
 * @param {number} [options.round] from 1.
 * @param {(line: string) => void} [options.say] hears of each fault as it comes.
 * @returns {Promise<Outcome>}
 */
export async function runRound({ built, instances, visitors, faults, pace = 1, round = 1, say = () => {} }) {
  /** @type {Set<string>} */
  const violations = new Set()
  const onViolation = (/** @type {string} */ what) => void violations.add(what)
  const needsSmall = faults.some(fault => fault.needsSmall)
  const stage = await raiseStage({ built, instances, small: needsSmall, onViolation })
  try {
    const ledger = createLedger()
    const load = startLoad({ stage, ledger, visitors, onViolation })
    const runs = faults.filter(fault => stage.folder.isSmall || !fault.needsSmall)
    /** @type {Felt[]} */
    const felt = []
    for (const fault of runs) {
      await delay(restMs)
      load.observe()
      say(fault.name)
      await fault.run({
        stage,
        load,
        ledger,
        round,
        pace,
        onViolation: what => onViolation(`${fault.name}: ${what}`),
      })
      const back = await load.backSince(performance.now(), backMs)
      if (back === undefined) onViolation(`${fault.name}: not back after ${backMs / 1_000} s`)
      const { failed, longestMs, slowestMs, slowestPingMs } = load.observe()
      if (slowestMs > replyMs + slowestPingMs) {
        onViolation(`${fault.name}: a reply took ${Math.round(slowestMs)} ms`)
      }
      // What hangs fails only later, but nothing is acknowledged meanwhile.
      if (fault.isFelt && failed === 0 && longestMs < feltMs) {
        onViolation(`${fault.name}: nobody felt it, so it proves nothing`)
      }
      felt.push({ name: fault.name, failed, outageMs: longestMs, backMs: back ?? backMs, slowestMs })
    }
    await load.stop(backMs)
    const untold = await verifyTold(stage, ledger)
    const verdict = { ...(await verify(stage, ledger)), untold, ...stage.receiver.counts() }
    const notRun = faults.filter(fault => !runs.includes(fault)).map(({ name }) => name)
    return { ...verdict, felt, violations: [...violations], notRun, isSmall: stage.folder.isSmall }
  } finally {
    await stage.close()
  }
}

/** Whether all was as it is promised. @param {Outcome} outcome */
export const isSound = ({ lost, doubled, wrong, untold, violations }) =>
  lost.length + doubled.length + wrong.length + untold.length + violations.length === 0
