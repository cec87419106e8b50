/** A moment in a time zone, as short as it can be told now: "14:05", "3 Mar, 14:05", "3 Mar 2025". */
export function when(time: string, timeZone: string, now: number): string {
  const at = new Date(time)
  const told = (options: Intl.DateTimeFormatOptions, moment: Date | number = at) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, ...options }).format(moment)
  const clock = told({ hour: '2-digit', minute: '2-digit' })
  if (told({ dateStyle: 'short' }) === told({ dateStyle: 'short' }, now)) return clock
  if (told({ year: 'numeric' }) !== told({ year: 'numeric' }, now)) {
    return told({ day: 'numeric', month: 'short', year: 'numeric' })
  }
  return `${told({ day: 'numeric', month: 'short' })}, ${clock}`
}

/** The same in full. */
export function whenInFull(time: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'full', timeStyle: 'short' })
  return format.format(new Date(time))
}
