import { z95 } from './interval.ts'
import { normalQuantile } from './normal.ts'
import type { NpsCounts } from './nps.ts'

/**
 * How many answers each of two groups needs to show that they differ by `difference` where they do.
 * @param variance of a single answer, in the unit of `difference` squared
 * @param difference more than 0
 * @param power how likely it is then seen; default .8
 */
export function answersNeededFor(variance: number, difference: number, power = 0.8): number {
  if (!(difference > 0)) throw new RangeError('A difference to look for is more than 0')
  const needed = (2 * variance * (z95 + normalQuantile(power)) ** 2) / difference ** 2 - 3
  return Math.max(0, Math.ceil(needed))
}

/**
 * How many answers each of two groups needs to show a difference in NPS where there is one.
 * @param like answers of which the two are expected to be like: their variance counts
 * @param points the difference, more than 0
 * @param power how likely it is then seen; default .8
 * @returns null where nobody answered; 0 where nothing varies
 */
export function answersNeeded(like: NpsCounts, points: number, power = 0.8): number | null {
  const n = like.promoters + like.passives + like.detractors
  if (n === 0) return null
  const p = like.promoters / n
  const d = like.detractors / n
  const variance = p + d - (p - d) ** 2
  return answersNeededFor(variance, points / 100, power)
}
