/** @import { State } from './ledger.mjs' */

const words = [
  'snabbt',
  'enkelt',
  'långsamt',
  'dyrt',
  'bra',
  'kassan',
  'betala',
  'igen',
  'tack',
  '👍',
  '支払い',
]

/** @param {number} below @returns {number} a whole number from 0. */
export const upTo = below => Math.floor(Math.random() * below)

/**
 * What a respondent does with a question, state by state: half ignore it, some close it, the others answer, and some
 * of them think again or write. `seq` and times come when each is sent.
 * @returns {Omit<State, 'seq' | 'changedAt' | 'answeredAt'>[]}
 */
export function planJourney() {
  const fate = Math.random()
  if (fate < 0.4) return [{}]
  if (fate < 0.5) return [{}, { closed: true }]
  if (fate < 0.6) return [{}, { dismissed: true, closed: true }]
  const score = upTo(11)
  const answered = [{}, { score }]
  if (fate < 0.75) return answered
  const changed = { score: (score + 1 + upTo(10)) % 11 }
  if (fate < 0.82) return [...answered, changed]
  // Taken back.
  if (fate < 0.85) return [...answered, {}]
  const comment = Array.from({ length: 1 + upTo(30) }, () => words[upTo(words.length)]).join(' ')
  const reasons = [[], ['slow'], ['price', 'slow']][upTo(3)] ?? []
  return [...answered, changed, { ...changed, reasons, comment, closed: true }]
}
