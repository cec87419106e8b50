import { expect, test } from 'vitest'
import { daysOf, todayIn } from '../src/parts/timeRange.ts'

test('a range ends today and has as many days as it says', () => {
  expect(daysOf({ range: '28d', from: '', to: '' }, '2026-03-01')).toEqual({
    from: '2026-02-02',
    to: '2026-03-01',
  })
  expect(daysOf({ range: '7d', from: '', to: '' }, '2026-03-29')).toEqual({
    from: '2026-03-23',
    to: '2026-03-29',
  })
})

test('days of one’s own stand as given, in either order, and are filled in', () => {
  const own = { range: 'own', from: '2026-02-10', to: '2026-01-10' } as const
  expect(daysOf(own, '2026-03-01')).toEqual({ from: '2026-01-10', to: '2026-02-10' })
  expect(daysOf({ range: 'own', from: '', to: '' }, '2026-03-01')).toEqual({
    from: '2026-02-02',
    to: '2026-03-01',
  })
})

test('today is a day of the time zone', () => {
  const evening = Date.parse('2026-03-01T23:30:00Z')
  expect(todayIn('UTC', evening)).toBe('2026-03-01')
  expect(todayIn('Europe/Stockholm', evening)).toBe('2026-03-02')
})
