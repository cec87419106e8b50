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

const hourMs = 3_600_000

/** @throws RangeError where there is no such time zone (IANA) */
export function createZonedTime(timeZone: string): ZonedTime {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  // Clocks change on the quarter of an hour at most often, and a file has many times in each.
  const offsets = new Map<number, number>()

  /** By how much clocks are ahead of UTC at `ms`. */
  function offsetAt(ms: number): number {
    const quarter = Math.floor(ms / (hourMs / 4))
    const known = offsets.get(quarter)
    if (known !== undefined) return known
    const parts: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(ms)) parts[type] = Number(value)
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
    const offset = Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1_000) * 1_000
    offsets.set(quarter, offset)
    return offset
  }

  return {
    at({ year, month, day, hour, minute, second, ms }) {
      const shown = Date.UTC(year, month - 1, day, hour, minute, second, ms)
      // No clock is a day off, so these two are before and after any change there may be.
      const [before, after] = [offsetAt(shown - 24 * hourMs), offsetAt(shown + 24 * hourMs)]
      for (const offset of [before, after]) {
        if (offsetAt(shown - offset) === offset) return shown - offset
      }
      return shown - before
    },
  }
}
