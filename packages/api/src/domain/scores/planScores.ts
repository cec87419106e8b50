import type { ScoresQuery } from '@tyck/shared/admin/scores'
import type { FieldError } from '@tyck/shared/problem'
import { addDays, addMonths, type Day, dayAt, daysBetween, mondayOf, startOfDay } from './calendar.ts'

/** Some days, first and last included, and the time that they take, in milliseconds since 1970; `end` is after it. */
export interface Span {
  from: Day
  to: Day
  start: number
  end: number
}

/** Of which times the answers are counted. */
export interface Plan {
  period: Span
  before: Span | null
  /** The period in parts; with the interval none, none. */
  points: Span[]
}

type Asked = Pick<ScoresQuery, 'from' | 'to' | 'interval' | 'compareTo' | 'by' | 'values' | 'bounds'> & {
  timeZone: string
}

/** How many points one series may have: a year by days. */
const mostPoints = 400
const mostDays = 3_660
const defaultDays = 30

/** What `query` asks for at `now`, or what is wrong with it. */
export function planScores(query: Asked, now: number): Plan | { faults: FieldError[] } {
  const { timeZone, interval, compareTo } = query
  const to = query.to ?? dayAt(now, timeZone)
  const from = query.from ?? addDays(to, 1 - defaultDays)
  const days = daysBetween(from, to) + 1
  const spanOf = (first: Day, last: Day): Span => ({
    from: first,
    to: last,
    start: startOfDay(first, timeZone),
    end: startOfDay(addDays(last, 1), timeZone),
  })

  const faults: FieldError[] = []
  const refuse = (pointer: string, expected: string) =>
    faults.push({ pointer, code: 'invalid-value', expected })
  if (query.values !== undefined && query.by === undefined) refuse('/values', 'nothing, without `by`')
  if (query.bounds !== undefined && query.by === undefined) refuse('/bounds', 'nothing, without `by`')
  if (query.bounds !== undefined && query.values !== undefined) refuse('/values', 'nothing, with `bounds`')
  if (days < 1) refuse('/from', 'a day before `to`, which is today where it is left out, or the same day')
  if (days > mostDays) refuse('/from', `at most ${mostDays} days until \`to\``)
  if (faults.length > 0) return { faults }

  const firsts = firstDays(from, to, interval)
  if (firsts.length > mostPoints) {
    refuse('/interval', `at most ${mostPoints} points: fewer days, or a longer interval`)
  }
  const before = compareTo === undefined ? null : daysBefore(compareTo, from, to)
  if (before && daysBetween(before.from, before.to) < 0) refuse('/compareTo', 'the first day, then the last')
  if (before && daysBetween(before.from, before.to) >= mostDays)
    refuse('/compareTo', `at most ${mostDays} days`)
  if (before && before.from <= to && before.to >= from) {
    // The same answers on both sides would make the difference look smaller than it is.
    refuse('/compareTo', 'days that are not in the range itself')
  }
  if (faults.length > 0) return { faults }

  return {
    period: spanOf(from, to),
    before: before && spanOf(before.from, before.to),
    points: firsts.map((first, at) => {
      const next = firsts[at + 1]
      return spanOf(first, next === undefined ? to : addDays(next, -1))
    }),
  }
}

/** On which days the parts of the range begin. */
function firstDays(from: Day, to: Day, interval: ScoresQuery['interval']): Day[] {
  if (interval === 'none') return []
  const next = {
    day: (day: Day) => addDays(day, 1),
    week: (day: Day) => addDays(mondayOf(day), 7),
    month: (day: Day) => addMonths(`${day.slice(0, 8)}01`, 1),
  }[interval]
  const days: Day[] = []
  for (let day = from; day <= to && days.length <= mostPoints; day = next(day)) days.push(day)
  return days
}

function daysBefore(compareTo: string, from: Day, to: Day): { from: Day; to: Day } {
  if (compareTo === 'previous-period') {
    return { from: addDays(from, daysBetween(to, from) - 1), to: addDays(from, -1) }
  }
  if (compareTo === 'year-before') return { from: addMonths(from, -12), to: addMonths(to, -12) }
  const [first = from, last = to] = compareTo.split('/')
  return { from: first, to: last }
}
