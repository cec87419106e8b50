import type { Day } from '../../scores/calendar.ts'

const formatOf = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', options)
const oneDay = formatOf({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const range = formatOf({ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** "Sunday 1 March 2026", "23 February to 1 March 2026". */
export function tellDays(from: Day, to: Day): string {
  const [first, last] = [new Date(from), new Date(to)]
  if (from === to) return oneDay.format(first).replace(',', '')
  return range
    .formatRange(first, last)
    .replaceAll('\u2009', ' ')
    .replace(/\s?–\s?/, ' to ')
}

/** A moment by the clocks of a time zone: "1 March 2026, 12:05". */
export const tellTime = (at: Date, timeZone: string): string =>
  formatOf({
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  })
    .format(at)
    .replace(' at ', ', ')
