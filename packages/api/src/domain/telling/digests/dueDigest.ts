import { addDays, atHour, type Day, dayAt, mondayOf } from '../../scores/calendar.ts'

/** When a destination wants its digest, by the clocks of its project. */
export interface DigestTimes {
  per: 'day' | 'week'
  /** From 0 to 23. */
  hour: number
  /** From 1, Monday, to 7; of digests per week. */
  weekday?: number | undefined
}

/** A digest, and the days that it is about: those before the day on which it is due. */
export interface DueDigest {
  from: Day
  to: Day
  /** In milliseconds since 1970. */
  dueAt: number
}

/** The last digest that was due at `now`. Days are days of the project, whether they have 23 hours or 25. */
export function dueDigest({ per, hour, weekday = 1 }: DigestTimes, timeZone: string, now: number): DueDigest {
  const length = per === 'day' ? 1 : 7
  const today = dayAt(now, timeZone)
  const first = per === 'day' ? today : addDays(mondayOf(today), weekday - 1)
  const due = atHour(first, hour, timeZone) <= now ? first : addDays(first, -length)
  return { from: addDays(due, -length), to: addDays(due, -1), dueAt: atHour(due, hour, timeZone) }
}
