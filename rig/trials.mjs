import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { note } from './load.mjs'
import { addressRate, addWebhook, admin } from './stage.mjs'

/** @import { Scene } from './faults.mjs' */

// Promises that nothing has to break for: somebody only has to try.

/** How many responses the storm has in a post: as many as it may. */
const postSize = 20

/**
 * One address posts more than it may, and writes another address of its own in front of what the proxy says in each
 * post. It must not get more than its share by it.
 * @param {Scene} scene
 */
export async function forgeAddresses({ stage, load, ledger, onViolation }) {
  const [project] = stage.projects
  if (!project) throw new Error('The rig needs a project')
  const most = addressRate.burst * stage.chains.length
  const from = performance.now()
  // Each response of a post costs a token. All at once, so that few come back meanwhile.
  const posts = Array.from({ length: Math.ceil((most * 4) / postSize) }, (_, number) => {
    const sent = Array.from({ length: postSize }, () => {
      const entry = ledger.begin(project)
      return { entry, state: note(entry, {}) }
    })
    return load.send(sent, `198.51.${number >> 8}.${number & 255}, 203.0.113.7`, true)
  })
  const taken = (await Promise.all(posts)).flat().length
  const seconds = (performance.now() - from) / 1_000
  const allowed = most + addressRate.perSecond * stage.chains.length * seconds
  if (taken > allowed) {
    onViolation(
      `one address got ${taken} responses through in ${seconds.toFixed(1)} s by forging X-Forwarded-For`,
    )
  }
}

/**
 * A respondent of one shop is erased. Another shop has responses under the same ids, which are none of theirs.
 * @param {Scene} scene
 */
export async function eraseRespondent({ stage, load, ledger, round }) {
  const [a, b] = stage.projects
  const [chain] = stage.chains
  if (!a || !b || !chain) throw new Error('The rig needs two projects')
  const respondent = `erased-${round}-${ledger.entries.length}`
  const pairs = Array.from({ length: 10 }, () => {
    const theirs = ledger.begin(a, { respondent })
    return [theirs, ledger.begin(b, { id: theirs.id, respondent })]
  })
  await Promise.all(
    pairs.flat().map(entry => load.send([{ entry, state: note(entry, { score: 3 }) }], '203.0.113.8')),
  )
  await admin(chain.front.port, a.secretKey, 'DELETE', `/v1/respondents/${respondent}`)
  for (const [theirs] of pairs) if (theirs) theirs.isErased = true
  // What a device of theirs still sends.
  for (const [theirs] of pairs) {
    if (theirs) await load.send([{ entry: theirs, state: note(theirs, { score: 4 }) }], '203.0.113.8')
  }
}

/**
 * Whoever tells the receiver something next is killed before it gets a reply: all processes, for nobody knows which one
 * it is. What arrived is told again, under the same id.
 * @param {Scene} scene
 */
export async function killTellers({ stage, onViolation }) {
  const killed = new Promise(resolve => {
    stage.receiver.onNext(() => {
      for (const { instance } of stage.chains) instance.kill()
      resolve(true)
    })
  })
  const isKilled = await Promise.race([killed, delay(10_000, false)])
  if (!isKilled) onViolation('nothing was told for ten seconds')
}

/** How many deliveries wait at the dead endpoint, and how soon others must be told meanwhile, in milliseconds. */
const dead = { waiting: 100_000, othersMs: 5_000 }

/**
 * One endpoint takes connections and says nothing, and 100,000 deliveries wait for it. All others go on being told.
 * @param {Scene} scene
 */
export async function burdenDead({ stage, load, pace, onViolation }) {
  const { receiver, database } = stage
  const [project] = stage.projects
  const [chain] = stage.chains
  if (!project || !chain) throw new Error('The rig needs a project')
  const id = await addWebhook(chain.front.port, project, receiver.urlOf('dead'))
  await database.query(`
    insert into tyck_internal.deliveries (project_id, id, destination_id, kind, body, due_at)
    select '${project.id}', tyck_internal.uuid_v7(), '${id}', 'alert', '{}', now() - interval '1 hour'
    from generate_series(1, ${dead.waiting})`)
  receiver.observe()
  await delay(12_000 * pace)
  const { events, slowestMs } = receiver.observe()
  if (events === 0) onViolation('nobody was told anything')
  // As slow as the machine is just now, for which it needs nobody.
  if (slowestMs > dead.othersMs + load.soFar().slowestPingMs) {
    onViolation(`another endpoint was told after ${Math.round(slowestMs)} ms`)
  }
  await admin(chain.front.port, project.secretKey, 'DELETE', `/v1/destinations/${id}`)
  await database.query(`delete from tyck_internal.deliveries where destination_id = '${id}'`)
}

/** How soon whoever doesn't finish a request is sent away, in milliseconds. */
const hangMs = 7_000

const line = 'POST /v1/responses HTTP/1.1\r\nHost: localhost\r\n'

/** Requests that never end: silent in the head, silent in the body, and one byte after the other. */
const unfinished = [
  { text: line, drips: false },
  { text: `${line}Content-Type: text/plain\r\nContent-Length: 50\r\n\r\n{"`, drips: false },
  { text: `${line}X-Slow: `, drips: true },
]

/**
 * Five hundred callers begin a request and don't finish it. Each is sent away in time, and visitors feel nothing.
 * @param {Scene} scene
 */
export async function hangOn({ stage, load, onViolation }) {
  const before = load.soFar().failed
  const waits = Array.from({ length: 500 }, (_, number) => {
    const { port } = stage.chains[number % stage.chains.length]?.front ?? {}
    const { text, drips } = unfinished[number % unfinished.length] ?? { text: line, drips: false }
    return sentAwayAfter(Number(port), text, drips)
  })
  const slowest = Math.max(...(await Promise.all(waits)))
  const { failed, slowestMs } = load.soFar()
  // Nothing else is broken now: what visitors wait is what the machine makes everybody wait.
  if (slowest > hangMs + slowestMs) {
    onViolation(`one who never finished a request was sent away after ${Math.round(slowest)} ms`)
  }
  if (failed > before) onViolation(`${failed - before} posts of visitors failed`)
}

/**
 * @param {number} port
 * @param {string} text
 * @param {boolean} drips
 * @returns {Promise<number>} milliseconds; twice the limit where nobody came.
 */
function sentAwayAfter(port, text, drips) {
  return new Promise(resolve => {
    const from = performance.now()
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    const drip = drips ? setInterval(() => socket.write('x'), 500) : undefined
    socket.setTimeout(hangMs * 2, () => socket.destroy())
    socket.resume()
    socket.on('error', () => {})
    socket.on('close', () => {
      clearInterval(drip)
      resolve(performance.now() - from)
    })
  })
}
