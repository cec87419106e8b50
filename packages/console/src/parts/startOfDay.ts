const minute = 60_000

/** When a day begins on the clocks of a time zone, as RFC 3339 in UTC. */
export function startOfDay(timeZone: string, day: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  // Once by the offset of that moment in UTC, and once by the one of what comes of it: clocks may be changed between.
  const first = midnight - offsetAt(timeZone, midnight)
  return new Date(midnight - offsetAt(timeZone, first)).toISOString()
}

/** By how much the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(timeZone: string, at: number): number {
  // Swedes write moments nearly as ISO does.
  const told = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
  const shown = Date.parse(`${told.replace(' ', 'T')}Z`)
  return Math.round((shown - at) / minute) * minute
}
