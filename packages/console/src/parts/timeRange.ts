import { day, oneOf } from '../app/useQuery.ts'

/** A length of time up to today, or days of one's own. */
export const rangeWords = ['7d', '28d', '90d', '365d', 'own'] as const
type RangeWord = (typeof rangeWords)[number]

/** How a range stands in the address bar: ?range=90d, or ?range=own&from=2026-03-01&to=2026-03-31. */
export const rangeParams = { range: oneOf(rangeWords, '28d'), from: day, to: day }

export interface Range {
  range: RangeWord
  from: string
  to: string
}

/** The first and the last day of a range, both included, in the time zone in which `today` was told. */
export function daysOf({ range, from, to }: Range, today: string): { from: string; to: string } {
  if (range === 'own') {
    const first = from || addDays(to || today, -27)
    const last = to || today
    return first <= last ? { from: first, to: last } : { from: last, to: first }
  }
  return { from: addDays(today, 1 - Number.parseInt(range, 10)), to: today }
}

/** The day it is in a time zone. */
export function todayIn(timeZone: string, now: number): string {
  // Swedes write days as ISO does.
  return new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' }).format(now)
}

function addDays(from: string, days: number): string {
  const at = new Date(`${from}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

export const nextDay = (day: string): string => addDays(day, 1)
