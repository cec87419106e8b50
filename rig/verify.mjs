import { isDeepStrictEqual } from 'node:util'
import { rowOf } from './ledger.mjs'
import { countedTwice, recount } from './recount.mjs'

/** @import { Ledger } from './ledger.mjs' */
/** @import { Stage } from './stage.mjs' */

/**
 * What a round came to; each text of the lists says what one of them is.
 * @typedef {object} Verdict
 * @property {number} responses
 * @property {number} acknowledged
 * @property {string[]} lost acknowledged, and not there, or only as an earlier state.
 * @property {string[]} doubled stored more than once.
 * @property {string[]} wrong there, and not what was sent; or counted otherwise than it is.
 */

/** How far a time may be from the true one, in milliseconds: a post can take as long as its line is slow. */
const timeMs = 10_000

/**
 * Holds what Postgres has against what was sent and acknowledged.
 * @param {Pick<Stage, 'database' | 'projects'>} stage
 * @param {Ledger} ledger
 * @returns {Promise<Verdict>}
 */
export async function verify({ database, projects }, ledger) {
  const rows = await database.query(`
    select project_id, id, seq, survey_id, rules_id, respondent, test, page, locale, layout, channel, metadata, score,
      reasons, comment, closed, answered_at is not null as is_answered, commented_at is not null as is_commented,
      dismissed_at is not null as is_dismissed, shown_at
    from tyck_internal.responses`)
  /** @type {string[]} */
  const lost = []
  /** @type {string[]} */
  const doubled = []
  /** @type {string[]} */
  const wrong = []

  const byKey = new Map(rows.map(row => [`${row.project_id}/${row.id}`, row]))
  const seen = new Set()
  const known = new Set(ledger.entries.map(({ project, id }) => `${project.id}/${id}`))
  for (const { project_id, id, metadata } of rows) {
    const { orderId } = metadata
    if (seen.has(orderId)) doubled.push(`${id}: a second row of ${orderId}`)
    else if (!known.has(`${project_id}/${id}`)) wrong.push(`${id}: nobody sent it`)
    seen.add(orderId)
  }

  for (const entry of ledger.entries) {
    const row = byKey.get(`${entry.project.id}/${entry.id}`)
    if (entry.isErased) {
      if (row) wrong.push(`${entry.id}: there, although its respondent was erased`)
      continue
    }
    if (!row) {
      if (entry.acknowledged > 0) lost.push(`${entry.id}: acknowledged, and not there`)
      continue
    }
    const { project_id, id, shown_at, ...said } = row
    if (said.seq < entry.acknowledged) {
      lost.push(`${id}: state ${entry.acknowledged} was acknowledged, and ${said.seq} is there`)
      continue
    }
    const state = entry.states.get(said.seq)
    if (!state || !isDeepStrictEqual(said, rowOf(entry, state))) {
      wrong.push(`${id}: is ${JSON.stringify(said)}, was ${state && JSON.stringify(rowOf(entry, state))}`)
    } else if (!entry.isJumped && Math.abs(shown_at - entry.shownAt) > timeMs) {
      wrong.push(`${id}: shown at ${shown_at.toISOString()}, was ${new Date(entry.shownAt).toISOString()}`)
    }
  }
  for (const count of await database.query(recount)) {
    wrong.push(`hourly counts ${JSON.stringify(count)}`)
  }
  for (const { id } of projects.filter(({ countsOnce }) => countsOnce)) {
    for (const { respondent, count } of await database.query(countedTwice(id))) {
      wrong.push(`${respondent}: ${count} answers count, where one should`)
    }
  }
  return {
    responses: ledger.entries.length,
    acknowledged: ledger.acknowledgements(),
    lost,
    doubled,
    wrong,
  }
}
