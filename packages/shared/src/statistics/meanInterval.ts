import type { Interval } from './interval.ts'
import { type Moments, varianceOf } from './moments.ts'
import { t95 } from './student.ts'

/** Of fewer the interval says more than they know. */
const fewest = 5

/** The 95 % t interval of a mean; null of fewer than 5 answers, and where all are alike. */
export function meanInterval(moments: Moments): Interval | null {
  const { n, sum } = moments
  if (n < fewest) return null
  const mean = sum / n
  const variance = varianceOf(moments)
  if (variance === 0) return null
  const reach = t95(n - 1) * Math.sqrt(variance / n)
  return { low: mean - reach, high: mean + reach }
}
