import { Agent } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { planJourney, upTo } from './journey.mjs'
import { toItem } from './ledger.mjs'
import { ping, post } from './post.mjs'

/** @import { Entry, Ledger, State } from './ledger.mjs' */
/** @import { Reply } from './post.mjs' */
/** @import { Stage } from './stage.mjs' */
/** @typedef {{ entry: Entry, state: State }} Sent */

/** How soon a visitor tries again, in milliseconds: sooner than the widget, so that an outage ends when it is over. */
const retry = { leastMs: 200, mostMs: 800 }

/** How many responses wait in a visitor's outbox at most; then nothing new begins. As in the widget. */
const mostWaiting = 10

/**
 * Visitors of the shops, who answer and close, change their minds, come through whichever instance, are told to wait
 * and try again, and whose browsers send some things twice, at once, or late.
 * @param {object} options
 * @param {Stage} options.stage
 * @param {Ledger} options.ledger
 * @param {number} options.visitors
 * @param {(what: string) => void} options.onViolation
 */
export function startLoad({ stage, ledger, visitors, onViolation }) {
  const targets = stage.chains.map(({ front }) => ({
    front,
    port: front.port,
    agent: new Agent({ keepAlive: true }),
    /** When the latest post was sent that was acknowledged; of `performance.now()`, as all here. */
    goodSince: 0,
  }))
  /** @type {Set<{ port: number, sentAt: number, reply: Promise<Reply | undefined> }>} */
  const underWay = new Set()
  const running = new AbortController()
  let failed = 0
  let slowestMs = 0
  let slowestPingMs = 0
  let lastAcknowledgedAt = performance.now()
  let longestMs = 0
  let isClockOff = false
  /** When the visitors give up what waits. */
  let until = Number.POSITIVE_INFINITY

  /**
   * Posts states of one project, and enters what comes back into the ledger.
   * @param {Sent[]} sent
   * @param {string} from
   * @param {boolean} [isStorm] whether it may be refused for being too much.
   * @returns {Promise<Sent[]>} those that came to their end.
   */
  async function send(sent, from, isStorm = false) {
    const target = targets[upTo(targets.length)]
    const [first] = sent
    if (!target || !first) return []
    for (const { entry } of sent) entry.isJumped ||= isClockOff
    const sentAt = performance.now()
    const { changes } = target.front
    const body = {
      key: first.entry.project.publishableKey,
      responses: sent.map(({ entry, state }) => toItem(entry, state)),
    }
    const one = { port: target.port, sentAt, reply: post(target, body, from) }
    underWay.add(one)
    const reply = await one.reply
    underWay.delete(one)
    const now = performance.now()
    for (const { entry } of sent) entry.isJumped ||= isClockOff
    if (reply && target.front.changes === changes && target.front.mode === 'up') {
      slowestMs = Math.max(slowestMs, now - sentAt)
    }
    const results = reply?.status === 200 ? reply.body?.results : undefined
    // Only our own JSON with the ids is an acknowledgement, as for the widget.
    if (!reply || !sent.every(({ entry }, index) => results?.[index]?.id === entry.id)) {
      if (isStorm && reply?.status === 429) return []
      failed += 1
      if (reply) complain(reply)
      return []
    }
    longestMs = Math.max(longestMs, now - lastAcknowledgedAt)
    lastAcknowledgedAt = now
    target.goodSince = Math.max(target.goodSince, sentAt)
    sent.forEach(({ entry, state }, index) => {
      const { status, code } = results[index]
      if (status === 'rejected') {
        const isExpected = (code === 'too-late' && entry.isJumped) || (code === 'gone' && entry.isErased)
        if (!isExpected) onViolation(`a valid response was rejected: ${code}`)
      } else ledger.acknowledge(entry, state.seq, status === 'stored')
    })
    return sent
  }

  /** @param {Reply} reply */
  function complain({ status, retryAfter, body }) {
    const isBusy = status === 503 && body?.retryable === true && Number(retryAfter) > 0
    if (!isBusy) onViolation(`a valid post got ${status} ${body?.code}, Retry-After ${retryAfter}`)
  }

  const isOver = () => performance.now() > until

  /** One browser after the other, until the load stops; and its outbox, until that is empty. */
  async function visit() {
    /** @type {Map<Entry, State>} */
    const outbox = new Map()
    let from = address()
    let isRetrying = false

    /** @param {Sent[]} sent */
    async function deliver(sent) {
      for (const { entry, state } of await send(sent, from)) {
        if ((outbox.get(entry)?.seq ?? 0) <= state.seq) outbox.delete(entry)
      }
    }

    async function retryUntilEmpty() {
      if (isRetrying) return
      isRetrying = true
      for (let ms = retry.leastMs; outbox.size > 0 && !isOver(); ms = Math.min(ms * 2, retry.mostMs)) {
        await delay(ms * (0.5 + Math.random()))
        for (const project of stage.projects) {
          const waiting = [...outbox].filter(([entry]) => entry.project === project)
          await deliver(waiting.map(([entry, state]) => ({ entry, state })))
        }
      }
      isRetrying = false
    }

    while (!running.signal.aborted) {
      if (outbox.size >= mostWaiting) {
        await delay(100)
        continue
      }
      from = address()
      const entries = beginEntries()
      const journey = planJourney()
      for (const [index, said] of journey.entries()) {
        const posts = entries.map(entry => {
          const state = note(entry, said)
          outbox.set(entry, state)
          return deliver([{ entry, state }])
        })
        // A double tap, or a proxy that tries again.
        if (Math.random() < 0.1) posts.push(...entries.map(entry => deliver([latest(entry)])))
        // Most wait to see "Saved", as long as people wait; others are quicker than the line.
        if (Math.random() < 0.8) await Promise.race([Promise.all(posts), delay(1_000)])
        if (outbox.size > 0) void retryUntilEmpty()
        await delay(5 + upTo(40))
        // Another tab's outbox, which knows only what was before.
        const earlier = entries[0]?.states.get(index)
        if (earlier && Math.random() < 0.1) {
          for (const entry of entries) void send([{ entry, state: entry.states.get(index) ?? earlier }], from)
        }
      }
    }
    void retryUntilEmpty()
    while (outbox.size > 0 && !isOver()) await delay(50)
  }

  /** One response; or two of two projects that share an id, as nothing forbids, and are no relations. */
  function beginEntries() {
    const [a, b] = stage.projects
    if (!a || !b) throw new Error('The rig needs two projects')
    const known = {
      // Regulars, who may have answered before, and may be answering in another tab.
      respondent: Math.random() < 0.3 ? `regular-${upTo(300)}` : undefined,
      test: Math.random() < 0.05,
    }
    const fate = Math.random()
    const first = ledger.begin(fate < 0.5 ? a : b, known)
    if (fate >= 0.1) return [first]
    return [first, ledger.begin(b, { id: first.id })]
  }

  /** How slow the machine is just now, which is no fault of ours. @param {typeof targets[number]} target */
  async function pingOn(target) {
    while (!running.signal.aborted) {
      const { changes, mode } = target.front
      const sentAt = performance.now()
      const isAlive = await ping(target)
      if (isAlive && mode === 'up' && target.front.changes === changes) {
        slowestPingMs = Math.max(slowestPingMs, performance.now() - sentAt)
      }
      await delay(100)
    }
  }

  for (const target of targets) void pingOn(target)
  const visits = Array.from({ length: visitors }, visit)

  return {
    send,
    targets,
    /** What was observed so far since the last `observe`. */
    soFar: () => ({ failed, slowestMs, slowestPingMs }),
    /** What was observed since the last time. */
    observe() {
      const observed = {
        failed,
        slowestMs,
        slowestPingMs,
        longestMs: Math.max(longestMs, performance.now() - lastAcknowledgedAt),
      }
      failed = 0
      slowestMs = 0
      slowestPingMs = 0
      longestMs = 0
      return observed
    },
    /**
     * The replies that are waited for at a port since `ms` milliseconds or more: long enough for the posts to be there.
     * @param {number} port
     * @param {number} ms
     */
    awaited(port, ms) {
      const posts = [...underWay].filter(one => one.port === port && performance.now() - one.sentAt > ms)
      return posts.map(({ reply }) => reply)
    },
    /** While it is off, what is sent may be judged too late. @param {boolean} off */
    clockIsOff(off) {
      isClockOff = off
    },
    /**
     * Waits until every instance has acknowledged something that was sent after `since`.
     * @param {number} since of `performance.now()`
     * @param {number} patienceMs
     * @returns {Promise<number | undefined>} how long it took from `since`; undefined where it didn't.
     */
    async backSince(since, patienceMs) {
      while (performance.now() - since < patienceMs) {
        if (targets.every(({ goodSince }) => goodSince > since)) return performance.now() - since
        await delay(10)
      }
      return undefined
    },
    /** Lets the visitors go, and waits until nothing waits in an outbox. @param {number} patienceMs */
    async stop(patienceMs) {
      running.abort()
      until = performance.now() + patienceMs
      await Promise.all(visits)
      for (const { agent } of targets) agent.destroy()
      if (isOver()) onViolation('something was never acknowledged, although all was well again')
    },
  }
}

/** @typedef {ReturnType<typeof startLoad>} Load */

/**
 * The next state of a response, kept before it is sent.
 * @param {Entry} entry
 * @param {Omit<State, 'seq' | 'changedAt' | 'answeredAt'>} said
 * @returns {State}
 */
export function note(entry, said) {
  const changedAt = Date.now()
  const before = entry.states.get(entry.states.size)
  const answeredAt = before?.answeredAt ?? (said.score === undefined ? undefined : changedAt)
  const state = {
    seq: entry.states.size + 1,
    changedAt,
    ...(answeredAt === undefined ? {} : { answeredAt }),
    ...said,
  }
  entry.states.set(state.seq, state)
  return state
}

/** @param {Entry} entry @returns {Sent} */
function latest(entry) {
  const state = entry.states.get(entry.states.size)
  if (!state) throw new Error('Nothing was said yet')
  return { entry, state }
}

/** A visitor's own, so that no other shares its limit. */
function address() {
  return `10.${upTo(256)}.${upTo(256)}.${upTo(256)}`
}
