import { requireCounts } from './interval.ts'

/** What is needed of values to tell their mean and variance; sums of parts are the moments of the whole. */
export interface Moments {
  readonly n: number
  readonly sum: number
  readonly squares: number
}

/** The moments of as many of each value as `counts` says: scores, or 100, 0 and -100 for an NPS. */
export function momentsOf(counts: Iterable<readonly [value: number, count: number]>): Moments {
  let [n, sum, squares] = [0, 0, 0]
  for (const [value, count] of counts) {
    requireCounts(count)
    n += count
    sum += count * value
    squares += count * value ** 2
  }
  return { n, sum, squares }
}

/** The variance of what they are a sample of; 0 of one, and where all are alike. */
export function varianceOf({ n, sum, squares }: Moments): number {
  if (n < 2) return 0
  const variance = (squares - sum ** 2 / n) / (n - 1)
  // What rounding leaves of no variance at all.
  return variance <= 1e-12 * (squares / n) ? 0 : variance
}

/** The moments of all together. */
export function pool(parts: readonly Moments[]): Moments {
  return parts.reduce(
    (all, { n, sum, squares }) => ({ n: all.n + n, sum: all.sum + sum, squares: all.squares + squares }),
    { n: 0, sum: 0, squares: 0 },
  )
}
