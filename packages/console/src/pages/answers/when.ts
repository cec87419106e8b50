const formats = new Map<string, Intl.DateTimeFormat>()

/** Made once: a list of a thousand answers tells two thousand times, and each format takes longer than telling by it. */
function formatOf(timeZone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${name} ${timeZone}`
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone, ...options })
  formats.set(key, format)
  return format
}

const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' }

/** A moment in a time zone, as short as it can be told now: "14:05", "3 Mar, 14:05", "3 Mar 2025". */
export function when(time: string, timeZone: string, now: number): string {
  const at = new Date(time)
  const days = formatOf(timeZone, 'day', day)
  const [then, today] = [days.format(at), days.format(now)]
  const clock = () => formatOf(timeZone, 'clock', { hour: '2-digit', minute: '2-digit' }).format(at)
  if (then === today) return clock()
  if (then.slice(-4) !== today.slice(-4)) return then
  return `${then.slice(0, -5)}, ${clock()}`
}

/** The same in full. */
export function whenInFull(time: string, timeZone: string): string {
  const format = formatOf(timeZone, 'full', { dateStyle: 'full', timeStyle: 'short' })
  return format.format(new Date(time))
}
