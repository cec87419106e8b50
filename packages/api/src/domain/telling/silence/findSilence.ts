import { offsetAt } from '@tyck/shared/zone'
import { isSilent, type Stretch, usualOf } from './isSilent.ts'

/** What came of the showings of an hour. */
export interface Hour {
  shown: number
  answered: number
}

/** What a touchpoint's showings came to, by the beginning of their hour in milliseconds since 1970. */
export type Hours = ReadonlyMap<number, Hour>

export type What = 'showings' | 'answers'

/** Something that stopped. */
export interface Silence {
  what: What
  /** When it began, in milliseconds since 1970. */
  since: number
  /** How much came since, how much is usual, and how many were asked. */
  count: number
  usual: number
  shown: number
}

export const hourMs = 3_600_000
const weekHours = 168
/** How many weeks are compared with. */
const weeks = { most: 4, least: 2 }
/** The longest stretch in hours: what is rarer than 21 in it is never missed. */
const longest = weekHours
/** How many hours are looked at; two more for clocks that change. */
export const hoursBack = longest + weeks.most * weekHours + 2
/** So much must have come for it to be back, of at most twice as much that is usual. */
const back = { least: 5, part: 1 / 2 }

/**
 * Whether the showings or the answers of a touchpoint have stopped at `end`, the end of an hour: the shortest stretch up
 * to there that tells, of 1 to 168 hours. It is compared with the same hours of the same weekdays in the four weeks
 * before, by the clocks of `timeZone`; of a younger touchpoint, in two or three.
 * @param from nothing before it is looked at: it was silent then for a reason, or somebody has heard of it
 */
export function findSilence(
  hours: Hours,
  what: What,
  { from = Number.NEGATIVE_INFINITY, end, timeZone }: { from?: number; end: number; timeZone: string },
): Silence | null {
  const stretches = stretchesUntil(hours, what, end, timeZone)
  const now = stretches.now.slice(0, Math.max(0, Math.floor((end - from) / hourMs)))
  const { earlier } = stretches
  const found = now.findIndex((stretch, at) => {
    const known = earlier(at)
    return known.length >= weeks.least && isSilent(stretch, known)
  })
  const stretch = now[found]
  if (!stretch) return null
  // It began with the first hour in which nothing more came.
  const more = now.findIndex(({ count }, at) => at > found && count > stretch.count)
  const length = more === -1 ? now.length : more
  const whole = now[length - 1] ?? stretch
  return {
    what,
    since: end - length * hourMs,
    count: whole.count,
    usual: usualOf(whole, earlier(length - 1)),
    shown: whole.shown,
  }
}

/**
 * Whether what stopped comes again, in whole hours since `since` up to `end`: at least five, and half as much as is
 * usual, in any stretch up to there.
 */
export function isBack(
  hours: Hours,
  what: What,
  { since, end, timeZone }: { since: number; end: number; timeZone: string },
): boolean {
  const { now, earlier } = stretchesUntil(hours, what, end, timeZone)
  return now
    .slice(0, Math.max(0, Math.floor((end - since) / hourMs)))
    .some((stretch, at) => stretch.count >= Math.max(back.least, back.part * usualOf(stretch, earlier(at))))
}

/** Whether it comes again in the hour under way, which began at `end`: then it is no silence that anybody need hear of. */
export function comesAgain(
  hours: Hours,
  what: What,
  { end, now, timeZone }: { end: number; now: number; timeZone: string },
): boolean {
  const stretches = stretchesUntil(hours, what, end + hourMs, timeZone)
  const [stretch] = stretches.now
  if (!stretch) return false
  // Of answers the chances, too, are those of a part of the hour.
  const part = what === 'showings' ? (now - end) / hourMs : 1
  return stretch.count >= Math.max(back.least, back.part * part * usualOf(stretch, stretches.earlier(0)))
}

/** The stretches of 1, 2, 3 … hours up to `end`, and for each the same ones of the weeks before, as far as it is known. */
function stretchesUntil(hours: Hours, what: What, end: number, timeZone: string) {
  const first = Math.min(...[...hours].flatMap(([hour, { shown }]) => (shown > 0 ? [hour] : [])))
  const weeksBefore = Array.from({ length: weeks.most }, (_, at) => {
    const until = weeksEarlier(end, at + 1, timeZone)
    return { until, stretches: stretchesOf(hours, what, until) }
  })
  return {
    now: stretchesOf(hours, what, end),
    earlier: (at: number) =>
      weeksBefore.flatMap(({ until, stretches }) => {
        const stretch = stretches[at]
        return stretch && until - (at + 1) * hourMs >= first ? [stretch] : []
      }),
  }
}

function stretchesOf(hours: Hours, what: What, end: number): (Stretch & { shown: number })[] {
  let [shown, answered] = [0, 0]
  return Array.from({ length: longest }, (_, at) => {
    const hour = hours.get(end - (at + 1) * hourMs)
    shown += hour?.shown ?? 0
    answered += hour?.answered ?? 0
    return what === 'showings'
      ? { count: shown, chances: 1, shown }
      : { count: answered, chances: shown, shown }
  })
}

/** When it was as late on the same weekday, some weeks earlier; to the hour. */
function weeksEarlier(at: number, count: number, timeZone: string): number {
  const then = at - count * weekHours * hourMs
  const turned = offsetAt(at, timeZone) - offsetAt(then, timeZone)
  return then + Math.round(turned / hourMs) * hourMs
}
