const forms = {
  /** 14:05 */
  clock: { hour: '2-digit', minute: '2-digit' },
  /** 14:05 CET */
  clockOfZone: { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
  /** 3 Mar 2026 */
  shortDay: { day: 'numeric', month: 'short', year: 'numeric' },
  /** 3 March 2026 */
  day: { dateStyle: 'long' },
  /** 3 Mar 2026, 14:05 */
  moment: { dateStyle: 'medium', timeStyle: 'short' },
  /** Tuesday 3 March 2026 at 14:05 */
  full: { dateStyle: 'full', timeStyle: 'short' },
} satisfies Record<string, Intl.DateTimeFormatOptions>

export type MomentForm = keyof typeof forms

const formats = new Map<string, Intl.DateTimeFormat>()

/** A moment as the clocks of a time zone tell it. */
export function momentIn(timeZone: string, at: string | number, form: MomentForm = 'moment'): string {
  const key = `${form} ${timeZone}`
  // Made once: a list of a thousand answers tells two thousand moments, and each format takes longer than telling by it.
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone, ...forms[form] })
  formats.set(key, format)
  return format.format(new Date(at))
}
