import { type Interval, requireCounts, z95 } from './interval.ts'

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
  const share = count / of
  const z2 = z95 ** 2
  const middle = share + z2 / (2 * of)
  const reach = z95 * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of ** 2))
  const whole = 1 + z2 / of
  // At the ends they are exact, and floating point is not.
  return {
    low: count === 0 ? 0 : (middle - reach) / whole,
    high: count === of ? 1 : (middle + reach) / whole,
  }
}

/**
 * The difference of two proportions of different respondents, this less that, in -1..1, with Newcombe's hybrid score
 * interval (1998, method 10). null where one is of none.
 */
export function compareProportions(
  these: Proportion,
  those: Proportion,
): (Interval & { difference: number }) | null {
  const [a, b] = [proportionInterval(these), proportionInterval(those)]
  if (!a || !b) return null
  const [p, q] = [these.count / these.of, those.count / those.of]
  const difference = p - q
  return {
    difference,
    low: difference - Math.hypot(p - a.low, b.high - q),
    high: difference + Math.hypot(a.high - p, q - b.low),
  }
}
