import { note } from './load.mjs'
import { addressRate, admin } from './stage.mjs'

/** @import { Scene } from './faults.mjs' */

// Two promises that nothing has to break for: somebody only has to try.

/**
 * One address posts more than it may, and writes another address of its own in front of what the proxy says in each
 * post. It must not get more than its share by it.
 * @param {Scene} scene
 */
export async function forgeAddresses({ stage, load, ledger, onViolation }) {
  const [project] = stage.projects
  if (!project) throw new Error('The rig needs a project')
  const most = addressRate.burst * stage.chains.length
  const attempts = most * 2
  const from = performance.now()
  let taken = 0
  for (let done = 0; done < attempts; done += 20) {
    const posts = Array.from({ length: 20 }, async (_, index) => {
      const entry = ledger.begin(project)
      const state = note(entry, {})
      const number = done + index
      const sent = await load.send(
        [{ entry, state }],
        `198.51.${number >> 8}.${number & 255}, 203.0.113.7`,
        true,
      )
      if (sent.length > 0) taken += 1
    })
    await Promise.all(posts)
  }
  const seconds = (performance.now() - from) / 1_000
  const allowed = most + addressRate.perSecond * stage.chains.length * seconds
  if (taken > allowed) {
    onViolation(
      `one address got ${taken} posts through in ${seconds.toFixed(1)} s by forging X-Forwarded-For`,
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
