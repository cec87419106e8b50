/** A day of a calendar, `2026-03-01`, in whatever time zone. */
export type Day = string

const hourMs = 3_600_000
const dayMs = 24 * hourMs

export function addDays(day: Day, days: number): Day {
  return new Date(utc(day) + days * dayMs).toISOString().slice(0, 10)
}

/** The same day some months later or earlier; the last of the month where it has no such day. */
export function addMonths(day: Day, months: number): Day {
  const date = new Date(utc(day))
  date.setUTCMonth(date.getUTCMonth() + months)
  // Beyond the month's end it went on into the next; its day 0 is the last of the month before.
  if (date.toISOString().slice(8, 10) !== day.slice(8)) date.setUTCDate(0)
  return date.toISOString().slice(0, 10)
}

/** How many days it is from one to another; negative where the other is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return (utc(to) - utc(from)) / dayMs
}

/** The Monday on which the week of `day` begins (ISO 8601). */
export function mondayOf(day: Day): Day {
  return addDays(day, -((new Date(utc(day)).getUTCDay() + 6) % 7))
}

/** The day that it is in `timeZone` at `at`, in milliseconds since 1970. */
export function dayAt(at: number, timeZone: string): Day {
  return new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 10)
}

/**
 * When `day` begins in `timeZone`, in milliseconds since 1970. Where its midnight comes twice it is the first; where it
 * is skipped, the moment after.
 */
export function startOfDay(day: Day, timeZone: string): number {
  return atHour(day, 0, timeZone)
}

/** When it is `hour` o'clock on `day` in `timeZone`: the first time where it comes twice; where it is skipped, just after. */
export function atHour(day: Day, hour: number, timeZone: string): number {
  const time = utc(day) + hour * hourMs
  const [before, after] = [offsetAt(time - dayMs, timeZone), offsetAt(time + dayMs, timeZone)]
  // The greater offset is the earlier moment.
  const offsets = [Math.max(before, after), Math.min(before, after)]
  const found = offsets.find(offset => offsetAt(time - offset, timeZone) === offset)
  return time - (found ?? before)
}

function utc(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`)
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** How far ahead of UTC the clocks are, in milliseconds. */
export function offsetAt(at: number, timeZone: string): number {
  const format = formats.get(timeZone.toLowerCase()) ?? makeFormat(timeZone)
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  const format = new Intl.DateTimeFormat('en-US', {
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
  // There are about 600 names, which may be written in any case.
  formats.set(timeZone.toLowerCase(), format)
  return format
}
