import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'

/** @import { Entry, Ledger } from './ledger.mjs' */
/** @import { Told } from './receiver.mjs' */
/** @import { Stage } from './stage.mjs' */

/** How long the last of what happened may take to be told, in milliseconds. */
const patienceMs = 60_000

/**
 * Holds what the receiver was told against what was acknowledged, and what is stored now.
 * @param {Pick<Stage, 'database' | 'receiver' | 'projects'>} stage
 * @param {Ledger} ledger
 * @returns {Promise<string[]>} what was not told, or not as it was; each text says what one of them is.
 */
export async function verifyTold({ database, receiver }, ledger) {
  const left = await drain(database)
  /** @type {string[]} */
  const untold = left === 0 ? [] : [`${left} deliveries still wait, although all is well again`]
  const rows = await database.query(
    'select project_id, id, seq, score, reasons, comment from tyck_internal.responses',
  )
  const byKey = new Map(rows.map(row => [`${row.project_id}/${row.id}`, row]))
  for (const entry of ledger.entries) {
    const key = `${entry.project.id}/${entry.id}`
    const told = receiver.told.get(key) ?? []
    untold.push(...differences(entry, told))
    const row = byKey.get(key)
    if (row && told.length > 0) untold.push(...lastDiffers(entry, told, row))
    if (entry.isErased && !receiver.erased.has(`${entry.project.id}/${entry.respondent}`)) {
      untold.push(`${entry.id}: nobody was told that its respondent was erased`)
    }
  }
  const traces = await database.query(`
    select count(*)::int as count from tyck_internal.events e
    where response_id is not null and not exists (
      select from tyck_internal.responses r where r.project_id = e.project_id and r.id = e.response_id
    ) or respondent is not null`)
  if (traces[0].count > 0) untold.push(`${traces[0].count} events are about who or what is gone`)
  return untold
}

/** @param {Entry} entry @param {Told[]} told */
function differences(entry, told) {
  /** @type {string[]} */
  const found = []
  const types = new Set(told.map(({ type }) => type))
  // Of a response that was erased meanwhile something may never have been told.
  for (const seq of entry.isErased ? [] : entry.stored) {
    const state = entry.states.get(seq)
    if (state?.score !== undefined && !types.has('response.answered')) {
      found.push(
        `${entry.id}: state ${seq} has a score and was acknowledged, and nobody was told of an answer`,
      )
    }
    if (state?.comment !== undefined && !types.has('response.commented')) {
      found.push(`${entry.id}: state ${seq} has a comment and was acknowledged, and nobody was told of one`)
    }
  }
  for (const { data } of told) {
    const state = entry.states.get(data.seq)
    if (!state || !isDeepStrictEqual(saidOf(data), saidOf(state))) {
      found.push(`${entry.id}: was told as ${JSON.stringify(data)}, was ${JSON.stringify(state)}`)
    }
  }
  return found.slice(0, 1)
}

/** Who was told last knows what stands. @param {Entry} entry @param {Told[]} told @param {any} row */
function lastDiffers(entry, told, row) {
  const last = told.reduce((a, b) => (b.data.seq > a.data.seq ? b : a)).data
  if (isDeepStrictEqual(saidOf(last), saidOf(row))) return []
  return [`${entry.id}: was told as ${JSON.stringify(saidOf(last))}, and is ${JSON.stringify(saidOf(row))}`]
}

/** @param {{ score?: number | null, reasons?: string[], comment?: string | null }} said */
const saidOf = ({ score, reasons, comment }) => ({
  score: score ?? null,
  reasons: reasons ?? [],
  comment: comment ?? null,
})

/**
 * Waits until nothing waits any more. What was on its way when a process was killed would be tried when its time is over:
 * here it is over now.
 * @param {Stage['database']} database
 * @returns {Promise<number>} how much still waits
 */
async function drain(database) {
  for (const until = performance.now() + patienceMs; ; await delay(200)) {
    const [{ count }] = await database.query(`
      with hurried as (
        update tyck_internal.deliveries set due_at = now() where state = 'waiting' and due_at > now() + interval '2 s'
      )
      select (select count(*) from tyck_internal.deliveries where state = 'waiting')::int
        + (select count(*) from tyck_internal.events where not fanned_out)::int as count`)
    if (count === 0 || performance.now() > until) return count
  }
}
