const dayMs = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * How far ahead of UTC the clocks of `timeZone` (IANA) are at `at`, both in milliseconds.
 * @throws RangeError where there is no such time zone
 */
export function offsetAt(at: number, timeZone: string): number {
  const format = formats.get(timeZone.toLowerCase()) ?? makeFormat(timeZone)
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000
}

/**
 * When the clocks of `timeZone` show `shown`, which is what `Date.UTC` makes of the figures on them: the first time
 * where it comes twice; where it is skipped, as much after the change as it is after the hour that was left out began.
 */
export function momentOf(shown: number, timeZone: string): number {
  // No clock is a day off, so these are before and after any change there may be.
  const [before, after] = [offsetAt(shown - dayMs, timeZone), offsetAt(shown + dayMs, timeZone)]
  // The greater offset is the earlier moment.
  const offsets = [Math.max(before, after), Math.min(before, after)]
  const found = offsets.find(offset => offsetAt(shown - offset, timeZone) === offset)
  return shown - (found ?? before)
}

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  // There are about 600 names, which may be written in any case.
  formats.set(timeZone.toLowerCase(), format)
  return format
}
