import { setTimeout as delay } from 'node:timers/promises'
import { burdenDead, eraseRespondent, forgeAddresses, hangOn, killTellers } from './trials.mjs'

/** @import { Mode } from './line.mjs' */
/** @import { Ledger } from './ledger.mjs' */
/** @import { Load } from './load.mjs' */
/** @import { Stage } from './stage.mjs' */

/**
 * What a fault may touch.
 * @typedef {object} Scene
 * @property {Stage} stage
 * @property {Load} load
 * @property {Ledger} ledger
 * @property {number} round from 1, so that what there are several of is hit in turn.
 * @property {number} pace what every length is multiplied by; 1 as it is written.
 * @property {(what: string) => void} onViolation
 */

/**
 * One way to break it. `run` returns when the cause is over; what follows from it may last.
 * @typedef {object} Fault
 * @property {string} name
 * @property {boolean} isFelt whether posts must fail: a fault that nobody feels proves nothing.
 * @property {boolean} [needsSmall] whether it needs the data on a small file system.
 * @property {(scene: Scene) => Promise<unknown>} run
 */

/** How soon a process that is told to stop has to be gone, in milliseconds. */
const drainMs = 20_000

/** How far the API's clock jumps, one after the other, in minutes: beyond the amend window, and past a day. */
const jumps = [90, -90, 25 * 60, -25 * 60]

/** @type {Record<string, Fault>} */
export const faults = {
  killApi: {
    name: 'kill -9 of the API',
    isFelt: true,
    run: async scene => chainOf(scene).instance.kill(),
  },
  killPostgres: {
    name: 'kill -9 of Postgres',
    isFelt: true,
    run: async ({ stage }) => stage.database.kill(),
  },
  resetClients: {
    name: 'connections of clients reset',
    isFelt: true,
    run: scene => again(scene, 3, 200, ({ front }) => front.reset()),
  },
  resetPostgres: {
    name: 'connections to Postgres reset',
    isFelt: true,
    run: scene => again(scene, 3, 200, ({ back }) => back.reset()),
  },
  silenceClients: {
    name: 'clients black-holed',
    isFelt: true,
    run: scene => turn(scene, ['front'], 'silent', 4),
  },
  silencePostgres: {
    name: 'Postgres black-holed',
    isFelt: true,
    run: scene => turn(scene, ['back'], 'silent', 8),
  },
  slow: {
    name: 'slow network',
    isFelt: false,
    run: scene => turn(scene, ['front', 'back'], 'slow', 5),
  },
  cutReplies: {
    name: 'replies cut after the commit',
    isFelt: true,
    run: scene => turn(scene, ['front'], 'deaf', 3),
  },
  cutConfirmations: {
    name: "Postgres's confirmations cut",
    isFelt: true,
    run: scene => turn(scene, ['back'], 'deaf', 3),
  },
  fullDisk: {
    name: 'disk full',
    isFelt: true,
    needsSmall: true,
    async run({ stage, pace }) {
      stage.folder.fill()
      await delay(6_000 * pace)
      stage.folder.empty()
    },
  },
  failover: {
    name: 'read-only failover',
    isFelt: true,
    async run({ stage, pace }) {
      stage.database.demote()
      await isStandby(stage)
      await delay(5_000 * pace)
      stage.database.promote()
    },
  },
  lock: {
    name: 'a lock held for 30 s',
    isFelt: true,
    // In turn: where the counts cannot be written, the responses must not be either.
    run: ({ stage, round, pace }) =>
      hold(stage, round % 2 === 0 ? 'responses' : 'hourly_counts', 30_000 * pace),
  },
  clock: {
    name: 'clock jumps',
    isFelt: false,
    async run({ stage, load, pace }) {
      load.clockIsOff(true)
      for (const minutes of [...jumps, 0]) {
        for (const { instance } of stage.chains) instance.setClock(minutes * 60_000)
        await delay(1_500 * pace)
      }
      load.clockIsOff(false)
    },
  },
  terminate: {
    name: 'SIGTERM',
    isFelt: false,
    async run(scene) {
      const { front, instance } = chainOf(scene)
      // So that posts are under way for long enough to be sure of it.
      const held = hold(scene.stage, 'responses', 2_500)
      await delay(1_500)
      const awaited = scene.load.awaited(front.port, 700)
      const { code, tookMs } = await instance.terminate()
      await held
      const unanswered = (await Promise.all(awaited)).filter(reply => !reply).length
      if (awaited.length === 0) scene.onViolation('nothing was under way, so it proves little')
      if (unanswered > 0)
        scene.onViolation(`${unanswered} of ${awaited.length} posts under way were not answered`)
      if (code !== 0) scene.onViolation(`the API ended with exit code ${code}`)
      if (tookMs > drainMs) scene.onViolation(`the API took ${Math.round(tookMs)} ms to end`)
    },
  },
  hanging: { name: '500 callers who never finish', isFelt: false, run: hangOn },
  forgery: { name: 'a storm behind forged addresses', isFelt: false, run: forgeAddresses },
  killTeller: {
    name: 'kill -9 between send and mark',
    isFelt: true,
    run: killTellers,
  },
  deadEndpoint: { name: '100,000 waiting at a dead endpoint', isFelt: false, run: burdenDead },
  erasure: { name: 'a respondent erased', isFelt: false, run: eraseRespondent },
}

/** The instance that it hits this time. @param {Scene} scene */
function chainOf({ stage, round }) {
  const chain = stage.chains[round % stage.chains.length]
  if (!chain) throw new Error('There is no instance')
  return chain
}

/**
 * @param {Scene} scene
 * @param {number} seconds
 * @param {number} everyMs
 * @param {(chain: Stage['chains'][number]) => void} act
 */
async function again({ stage, pace }, seconds, everyMs, act) {
  const until = performance.now() + seconds * 1_000 * pace
  while (performance.now() < until) {
    for (const chain of stage.chains) act(chain)
    await delay(everyMs)
  }
}

/**
 * @param {Scene} scene
 * @param {('front' | 'back')[]} which
 * @param {Mode} mode
 * @param {number} seconds
 */
function turn({ stage, pace }, which, mode, seconds) {
  const lines = stage.chains.flatMap(chain => which.map(name => chain[name]))
  return Promise.all(lines.map(line => line.turn(mode, seconds * 1_000 * pace)))
}

/** @param {Stage} stage */
async function isStandby({ database }) {
  const until = performance.now() + 20_000
  for (;;) {
    const rows = await database.query('select pg_is_in_recovery() as "isStandby"').catch(() => [])
    if (rows[0]?.isStandby) return
    if (performance.now() > until) throw new Error('Postgres did not become a standby')
    await delay(50)
  }
}

/** Locks a table against everybody, readers too. @param {Stage} stage @param {string} table @param {number} ms */
async function hold({ database }, table, ms) {
  const client = await database.connect()
  try {
    await client.query('begin')
    await client.query(`lock table tyck_internal.${table} in access exclusive mode`)
    await delay(ms)
    await client.query('rollback')
  } finally {
    await client.end()
  }
}
