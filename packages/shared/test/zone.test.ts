import { expect, test } from 'vitest'
import { momentOf, offsetAt } from '../src/zone.ts'

const hour = 3_600_000
const at = (text: string) => Date.parse(text)
const told = (shown: string, timeZone: string) => new Date(momentOf(at(shown), timeZone)).toISOString()

test('knows how far ahead of UTC clocks are, in summer and in winter, by halves and quarters of an hour', () => {
  expect(offsetAt(at('2026-01-15T12:00:00Z'), 'Europe/Stockholm')).toBe(hour)
  expect(offsetAt(at('2026-07-15T12:00:00Z'), 'europe/stockholm')).toBe(2 * hour)
  expect(offsetAt(at('2026-07-15T12:00:00.999Z'), 'Asia/Kathmandu')).toBe(5.75 * hour)
  expect(offsetAt(at('2026-07-15T12:00:00Z'), 'America/St_Johns')).toBe(-2.5 * hour)
  expect(() => offsetAt(0, 'Europe/Nowhere')).toThrow(RangeError)
})

test('finds the moment that clocks show', () => {
  expect(told('2026-03-01T00:00:00Z', 'Asia/Kolkata')).toBe('2026-02-28T18:30:00.000Z')
  expect(told('2026-07-01T00:00:00Z', 'America/New_York')).toBe('2026-07-01T04:00:00.000Z')
})

test('takes the first of what clocks show twice, and what they skip as after the change', () => {
  // Back from 3 to 2 on 25 October, on from 2 to 3 on 29 March.
  expect(told('2026-10-25T02:30:00Z', 'Europe/Stockholm')).toBe('2026-10-25T00:30:00.000Z')
  expect(told('2026-03-29T02:30:00Z', 'Europe/Stockholm')).toBe('2026-03-29T01:30:00.000Z')
})

test('knows days that begin at one, for midnight is skipped', () => {
  expect(told('2026-09-06T00:00:00Z', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z')
})
