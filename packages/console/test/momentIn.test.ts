import { expect, test } from 'vitest'
import { when } from '../src/pages/answers/when.ts'
import { momentIn } from '../src/parts/momentIn.ts'

const at = '2026-03-03T23:05:00.000Z'

test('a moment is told by the clocks of the time zone that is named, not by this machine’s', () => {
  expect(momentIn('UTC', at)).toBe('3 Mar 2026, 23:05')
  expect(momentIn('Asia/Tokyo', at)).toBe('4 Mar 2026, 08:05')
  expect(momentIn('Asia/Tokyo', at, 'day')).toBe('4 March 2026')
  expect(momentIn('America/New_York', at, 'clock')).toBe('18:05')
  expect(momentIn('Europe/Stockholm', at, 'clockOfZone')).toBe('00:05 CET')
})

test('a moment of today is told by its hour, one of this year without the year, others by their day', () => {
  const now = (time: string) => Date.parse(time)
  expect(when(at, 'UTC', now('2026-03-03T23:59:00Z'))).toBe('23:05')
  expect(when(at, 'UTC', now('2026-03-04T00:00:00Z'))).toBe('3 Mar, 23:05')
  expect(when(at, 'Asia/Tokyo', now('2026-03-04T00:00:00Z'))).toBe('08:05')
  expect(when(at, 'UTC', now('2027-01-01T00:00:00Z'))).toBe('3 Mar 2026')
})
