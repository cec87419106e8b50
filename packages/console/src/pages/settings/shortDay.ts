/** A moment as a day: "3 March 2026". */
export function shortDay(time: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(new Date(time))
}

/** The same with the time of day. */
export function dayAndTime(time: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time))
}
