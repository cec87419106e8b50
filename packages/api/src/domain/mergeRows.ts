import { keyOf, type ResponseRow } from '../store/responses.ts'

/** Who waits for a row to be stored. */
export interface Waiting {
  readonly row: ResponseRow
}

/**
 * One state for each response, the one with the highest seq (of equals the first), for a statement cannot write a
 * row twice; with those of the same response that it stands before.
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
  return [...groups.values()]
}
