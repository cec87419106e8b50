import { isLate } from '../../store/isLate.ts'
import { keyOf, type ResponseRow } from '../../store/responses.ts'

/** Who waits for a row to be stored. */
export interface Waiting {
  readonly row: ResponseRow
}

/**
 * One state for each response, the one with the highest seq (of equals the first), for a statement cannot write a
 * row twice; with those of the same response that it stands before. It knows of the first answer what the others
 * would have left behind, had each been written by itself.
 */
export function mergeRows<T extends Waiting>(waiting: readonly T[]): { winner: T; others: T[] }[] {
  const groups = new Map<string, { winner: T; others: T[] }>()
  for (const one of waiting) {
    const key = keyOf(one.row)
    const group = groups.get(key)
    if (!group) groups.set(key, { winner: one, others: [] })
    else if (one.row.seq > group.winner.row.seq) {
      group.others.push(group.winner)
      group.winner = one
    } else group.others.push(one)
  }
  return [...groups.values()].map(({ winner, others }) => ({
    winner: withFirstAnswer(
      winner,
      others.map(({ row }) => row),
    ),
    others,
  }))
}

function withFirstAnswer<T extends Waiting>(winner: T, others: readonly ResponseRow[]): T {
  let first = winner.row.first_answered_at
  for (const row of others) {
    // Those that are refused leave nothing behind; of equals only the first is written.
    if (row.survey_id !== winner.row.survey_id || row.seq === winner.row.seq || isLate(row)) continue
    if (row.first_answered_at !== null && row.first_answered_at < (first ?? Number.POSITIVE_INFINITY)) {
      first = row.first_answered_at
    }
  }
  if (first === winner.row.first_answered_at) return winner
  const answered_at = winner.row.answered_at === null ? null : first
  return { ...winner, row: { ...winner.row, first_answered_at: first, answered_at } }
}
