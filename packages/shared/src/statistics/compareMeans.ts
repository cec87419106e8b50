import type { Interval } from './interval.ts'
import { type Moments, varianceOf } from './moments.ts'
import { t95, twoSidedT } from './student.ts'

/** A difference of means, this less that, in the unit of the values. */
export interface MeanDifference extends Interval {
  readonly difference: number
  /** The probability of so large a difference, to either side, where there is none. */
  readonly p: number
}

/** Of fewer an interval says more than they know: as for one mean. */
const fewest = 5

/**
 * The difference of two means of different respondents with Welch's t interval; its degrees of freedom are cut to a whole
 * number, which makes it a hair wider. null where one has fewer than 5 answers, and where nothing varies.
 */
export function compareMeans(these: Moments, those: Moments): MeanDifference | null {
  if (these.n < fewest || those.n < fewest) return null
  const [a, b] = [varianceOf(these) / these.n, varianceOf(those) / those.n]
  const error = Math.sqrt(a + b)
  if (error === 0) return null
  const degrees = Math.floor((a + b) ** 2 / (a ** 2 / (these.n - 1) + b ** 2 / (those.n - 1)))
  const difference = these.sum / these.n - those.sum / those.n
  const reach = t95(degrees) * error
  return {
    difference,
    p: twoSidedT(difference / error, degrees),
    low: difference - reach,
    high: difference + reach,
  }
}
