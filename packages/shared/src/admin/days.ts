/** Days, and the time zones whose days they are. */
import { z } from 'zod'

/** A text that must be of a form that JSON Schema cannot say; `form` ends "must be …". */
export const textOf = (form: string, is: (value: string) => boolean) =>
  z
    .string()
    .max(10_000, { abort: true })
    .refine(is, `must be ${form}`)
    .meta({ maxLength: undefined, description: form })

/** Before 2000 nobody was asked here, and time zones had offsets of seconds. */
export const isDay = (value: string) => {
  if (!/^2\d{3}-\d{2}-\d{2}$/.test(value)) return false
  const at = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
}

export const day = textOf('a day from the year 2000 on: 2026-03-01', isDay)

export const timeZone = textOf("a time zone's name (IANA): Europe/Stockholm", value => {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(value)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }) !== null
  } catch {
    return false
  }
})
