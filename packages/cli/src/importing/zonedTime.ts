import { momentOf, offsetAt } from '@tyck/shared/zone'

/** The parts of a time on a clock on a wall, as `Date.UTC` takes them; the month counts from 1. */
export interface WallTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  ms: number
}

/** Reckons what the clocks of one place show. */
export interface ZonedTime {
  /** Milliseconds since 1970 at which they show it. What they skip is an hour later, of what they show twice it is the first. */
  at(time: WallTime): number
}

const quarterMs = 900_000

/** @throws RangeError where there is no such time zone (IANA) */
export function createZonedTime(timeZone: string): ZonedTime {
  offsetAt(0, timeZone)
  // Clocks change on the quarter of an hour at most often, and a file has many times in each.
  const moments = new Map<number, number>()
  return {
    at({ year, month, day, hour, minute, second, ms }) {
      const shown = Date.UTC(year, month - 1, day, hour, minute, second, ms)
      const quarter = Math.floor(shown / quarterMs) * quarterMs
      const moment = moments.get(quarter) ?? momentOf(quarter, timeZone)
      moments.set(quarter, moment)
      return moment + shown - quarter
    },
  }
}
