import { createZonedTime, type WallTime } from './zonedTime.ts'

/** Of `05/02/2023`, which comes first. */
export type DateOrder = 'month-first' | 'day-first'

export interface TimeReader {
  /** Milliseconds since 1970; null where it is no time that is known. */
  read(text: string): number | null
}

const clock =
  /^(?:[T,\s]\s*(?:at\s+)?)?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?\s*(z|utc|gmt)?\s*([+-]\d{2}:?\d{2})?(?:\s*\((?:utc|gmt)\))?$/i
const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/
const slashed = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})/
const monthFirst = /^(?:[a-z]+,?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/i
const dayFirst = /^(?:[a-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})/i
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * Reads times as tools write them: with an offset, as seconds or milliseconds since 1970, as dates with figures or
 * English months, with 12 or 24 hours. What has no offset is of `timeZone`; a day alone is its noon.
 * @throws RangeError where there is no such time zone
 */
export function createTimeReader({ timeZone, order }: { timeZone: string; order: DateOrder }): TimeReader {
  const zone = createZonedTime(timeZone)
  return {
    read(text) {
      const trimmed = text.trim()
      if (/^-?\d{9,10}(?:\.\d+)?$/.test(trimmed)) return Math.round(Number(trimmed) * 1_000)
      if (/^\d{12,13}$/.test(trimmed)) return Number(trimmed)
      const found = dateOf(trimmed, order)
      if (!found) return null
      const time = timeOf(trimmed.slice(found.length))
      if (!time) return null
      const { offsetMs, ...rest } = time
      const wall: WallTime = { ...found.date, ...rest }
      if (!exists(wall)) return null
      if (offsetMs === null) return zone.at(wall)
      const { year, month, day, hour, minute, second, ms } = wall
      return Date.UTC(year, month - 1, day, hour, minute, second, ms) - offsetMs
    },
  }
}

/** Which order `text` is written in, where that can be told: one of its figures is no month. */
export function orderOf(text: string): DateOrder | 'unclear' | null {
  const [, first, sign, second] = slashed.exec(text.trim()) ?? []
  if (first === undefined) return null
  // Nobody writes a point after a month.
  if (Number(first) > 12 || sign === '.') return 'day-first'
  return Number(second) > 12 ? 'month-first' : 'unclear'
}

type Day = Pick<WallTime, 'year' | 'month' | 'day'>

function dateOf(text: string, order: DateOrder): { date: Day; length: number } | null {
  const found = (match: RegExpExecArray, year: string, month: string | number, day: string) => {
    const full = Number(year) < 100 ? 2_000 + Number(year) : Number(year)
    return { date: { year: full, month: Number(month), day: Number(day) }, length: match[0].length }
  }
  let match = iso.exec(text)
  if (match) return found(match, match[1] ?? '', match[2] ?? '', match[3] ?? '')
  match = slashed.exec(text)
  if (match) {
    const [, first = '', sign, second = '', year = ''] = match
    const isDayFirst = sign === '.' || order === 'day-first'
    return isDayFirst ? found(match, year, second, first) : found(match, year, first, second)
  }
  match = monthFirst.exec(text)
  if (match) return found(match, match[3] ?? '', monthOf(match[1] ?? ''), match[2] ?? '')
  match = dayFirst.exec(text)
  return match && found(match, match[3] ?? '', monthOf(match[2] ?? ''), match[1] ?? '')
}

/** From 1; 0 of what is no month. */
const monthOf = (name: string) => months.indexOf(name.slice(0, 3).toLowerCase()) + 1

type Clock = Omit<WallTime, keyof Day> & { offsetMs: number | null }

function timeOf(text: string): Clock | null {
  if (text.trim() === '') return { hour: 12, minute: 0, second: 0, ms: 0, offsetMs: null }
  const match = clock.exec(text)
  if (!match) return null
  const [, hours = '', minute = '', second = '0', fraction = '0', half, utc, offset] = match
  if (half && (Number(hours) < 1 || Number(hours) > 12)) return null
  const isAfternoon = half?.toLowerCase().startsWith('p') ?? false
  return {
    hour: half ? (Number(hours) % 12) + (isAfternoon ? 12 : 0) : Number(hours),
    minute: Number(minute),
    second: Number(second),
    ms: Math.floor(Number(`0.${fraction}`) * 1_000),
    offsetMs: offset ? offsetOf(offset) : utc ? 0 : null,
  }
}

function offsetOf(offset: string): number {
  const [hours, minutes] = [offset.slice(1, 3), offset.slice(-2)].map(Number) as [number, number]
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

/** Whether there is such a day with such an hour. */
function exists({ year, month, day, hour, minute, second }: WallTime): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return (
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60 &&
    year > 0
  )
}
