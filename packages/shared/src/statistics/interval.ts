/** Where the true value lies in 95 of 100 samples; both ends included. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** How many standard errors the interval reaches to each side. */
export const z95 = 1.959963984540054

/** What a comparison says in a word: `unsure` where the difference may as well be none. */
export type Verdict = 'higher' | 'lower' | 'unsure'

/** The verdict on a difference (this less that) by its interval. */
export function verdictOf({ low, high }: Interval): Verdict {
  if (low > 0) return 'higher'
  return high < 0 ? 'lower' : 'unsure'
}

/** @throws RangeError where one of `counts` is no count of responses */
export function requireCounts(...counts: number[]): void {
  for (const count of counts) {
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`${count} is not a count of responses`)
  }
}
