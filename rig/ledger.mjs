import { randomBytes, randomUUID } from 'node:crypto'

/** @import { Project } from './stage.mjs' */

/**
 * One state of a response, with times of this machine (milliseconds since 1970).
 * @typedef {object} State
 * @property {number} seq
 * @property {number} changedAt
 * @property {number} [answeredAt]
 * @property {number} [score]
 * @property {string[]} [reasons]
 * @property {string} [comment]
 * @property {boolean} [dismissed]
 * @property {boolean} [closed]
 */

/**
 * What was sent of a response, and what of it was acknowledged.
 * @typedef {object} Entry
 * @property {Project} project
 * @property {string} id
 * @property {string} mark of this response alone, in its metadata: two rows with it are one response stored twice.
 * @property {number} orderValue
 * @property {string | undefined} respondent
 * @property {boolean} test
 * @property {number} shownAt
 * @property {Map<number, State>} states all that were ever sent, by seq.
 * @property {number} acknowledged the highest seq that was; 0 for none.
 * @property {Set<number>} stored those of which it was said that they are stored, and not that a later one is already.
 * @property {boolean} isJumped whether something of it was sent while the API's clock was wrong.
 * @property {boolean} isErased whether its respondent was erased after it was shown.
 */

/** All that was sent in a round. */
export function createLedger() {
  /** @type {Entry[]} */
  const entries = []
  let acknowledgements = 0
  return {
    entries,
    acknowledgements: () => acknowledgements,

    /**
     * A response that begins: shown now.
     * @param {Project} project
     * @param {{ id?: string, respondent?: string | undefined, test?: boolean }} [known]
     * @returns {Entry}
     */
    begin(project, { id = randomUUID(), respondent, test = false } = {}) {
      /** @type {Entry} */
      const entry = {
        project,
        id,
        // Letters only: a row of digits may be masked as a card.
        mark: `order-${randomBytes(9)
          .toString('hex')
          .replace(/\d/g, digit => 'ghijklmnop'[Number(digit)] ?? '')}`,
        orderValue: entries.length,
        respondent,
        test,
        shownAt: Date.now(),
        states: new Map(),
        acknowledged: 0,
        stored: new Set(),
        isJumped: false,
        isErased: false,
      }
      entries.push(entry)
      return entry
    },

    /** @param {Entry} entry @param {number} seq @param {boolean} isStored */
    acknowledge(entry, seq, isStored) {
      acknowledgements += 1
      if (isStored) entry.stored.add(seq)
      entry.acknowledged = Math.max(entry.acknowledged, seq)
    },
  }
}

/** @typedef {ReturnType<typeof createLedger>} Ledger */

/** A state as it goes over the wire, ages and all. @param {Entry} entry @param {State} state */
export function toItem(entry, state) {
  const { changedAt, answeredAt, ...said } = state
  const now = Date.now()
  return {
    id: entry.id,
    surveyId: entry.project.surveyId,
    rulesId: entry.project.rulesId,
    ...(entry.respondent === undefined ? {} : { respondent: entry.respondent }),
    ...(entry.test ? { test: true } : {}),
    page: 'https://shop.example/checkout?basket=7',
    locale: 'sv-SE',
    layout: 'one-row',
    metadata: { orderId: entry.mark, orderValue: entry.orderValue },
    ...said,
    shownAgoMs: now - entry.shownAt,
    ...(answeredAt === undefined ? {} : { answeredAgoMs: now - answeredAt }),
    changedAgoMs: now - changedAt,
  }
}

/** What the row must say where `state` stands. @param {Entry} entry @param {State} state */
export function rowOf(entry, state) {
  return {
    seq: state.seq,
    survey_id: entry.project.surveyId,
    rules_id: entry.project.rulesId,
    respondent: entry.respondent ?? null,
    test: entry.test,
    page: 'https://shop.example/checkout',
    locale: 'sv-SE',
    layout: 'one-row',
    channel: 'web',
    metadata: { orderId: entry.mark, orderValue: entry.orderValue },
    score: state.score ?? null,
    reasons: state.reasons ?? [],
    comment: state.comment ?? null,
    closed: state.closed ?? false,
    is_answered: state.score !== undefined,
    is_commented: state.comment !== undefined,
    is_dismissed: state.dismissed ?? false,
  }
}
