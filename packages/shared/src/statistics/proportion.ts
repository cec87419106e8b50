import { type Interval, requireCounts, z95 } from './interval.ts'
import { twoSided } from './normal.ts'

/** So many of so many: those in the top band of all who answered, or those who answered of all who were shown. */
export interface Proportion {
  readonly count: number
  readonly of: number
}

/** The 95 % interval of a proportion, in 0..1: Wilson's score interval. null of none. */
export function proportionInterval({ count, of }: Proportion): Interval | null {
  requireCounts(count, of)
  if (count > of) throw new RangeError(`${count} of ${of} is no proportion`)
  if (of === 0) return null
  return wilson({ count, of }, z95)
}

function wilson({ count, of }: Proportion, z: number): Interval {
  const share = count / of
  const z2 = z ** 2
  const middle = share + z2 / (2 * of)
  const reach = z * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of ** 2))
  const whole = 1 + z2 / of
  // At the ends they are exact, and floating point is not.
  return {
    low: count === 0 ? 0 : (middle - reach) / whole,
    high: count === of ? 1 : (middle + reach) / whole,
  }
}

/** A difference of shares, this less that, in -1..1. */
export interface ProportionDifference extends Interval {
  readonly difference: number
  /** The probability of so large a difference, to either side, where there is none. */
  readonly p: number
}

/**
 * The difference of two proportions of different respondents, with Newcombe's hybrid score interval (1998, method 10).
 * null where one is of none.
 */
export function compareProportions(these: Proportion, those: Proportion): ProportionDifference | null {
  // For what they refuse.
  if (!proportionInterval(these) || !proportionInterval(those)) return null
  return { ...newcombe(these, those, z95), p: pOf(these, those) }
}

function newcombe(these: Proportion, those: Proportion, z: number): Interval & { difference: number } {
  const [a, b] = [wilson(these, z), wilson(those, z)]
  const [p, q] = [these.count / these.of, those.count / those.of]
  const difference = p - q
  return {
    difference,
    low: difference - Math.hypot(p - a.low, b.high - q),
    high: difference + Math.hypot(a.high - p, q - b.low),
  }
}

/** Newcombe has no test: it is that of the widest interval without 0, so that the two never disagree. */
function pOf(these: Proportion, those: Proportion): number {
  let [without, around] = [0, 40]
  for (let step = 0; step < 60; step += 1) {
    const z = (without + around) / 2
    const { low, high } = newcombe(these, those, z)
    if (low > 0 || high < 0) without = z
    else around = z
  }
  return twoSided(without)
}
