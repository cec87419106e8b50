const steps: [seconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
]
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** How long ago a time was, in words: "just now", "5 minutes ago", "yesterday". */
export function ago(time: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(time)) / 1_000)
  const [length, unit] = steps.find(([length]) => seconds >= length) ?? []
  return length && unit ? words.format(-Math.floor(seconds / length), unit) : 'just now'
}
