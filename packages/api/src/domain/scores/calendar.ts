import { momentOf, offsetAt } from '@tyck/shared/zone'

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
  return momentOf(utc(day) + hour * hourMs, timeZone)
}

function utc(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`)
}
