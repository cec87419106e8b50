const language = 'en-GB'

const dayFormat = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' })
const yearFormat = new Intl.DateTimeFormat(language, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const monthFormat = new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric', timeZone: 'UTC' })

/** A day, `2026-03-01`, as the moment that it begins by UTC: for scales, which know no time zones. */
export const atOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)

export const dayMs = 86_400_000

/** A day some days later, or earlier. */
export const addDays = (day: string, days: number): string =>
  new Date(atOf(day) + days * dayMs).toISOString().slice(0, 10)

/** 1 Mar. */
export const shortDay = (at: number): string => dayFormat.format(at)

/** 1 Mar 2026. */
export const longDay = (at: number): string => yearFormat.format(at)

/** Mar 2026. */
export const month = (at: number): string => monthFormat.format(at)

/** From one day to another, both included: "1 Mar", "1 to 7 Mar" spelled out as "1 Mar – 7 Mar". */
export const span = (from: string, to: string): string =>
  from === to ? shortDay(atOf(from)) : `${shortDay(atOf(from))} – ${shortDay(atOf(to))}`

/** How many days it is, both included. */
export const daysIn = ({ from, to }: { from: string; to: string }): number =>
  Math.round((atOf(to) - atOf(from)) / dayMs) + 1
