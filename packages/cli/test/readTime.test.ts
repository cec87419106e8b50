import { describe, expect, test } from 'vitest'
import { createTimeReader, orderOf } from '../src/importing/readTime.ts'

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

describe('a time', () => {
  const stockholm = createTimeReader({ timeZone: 'Europe/Stockholm', order: 'month-first' })

  test.each([
    ['2025-06-02T14:03:11Z', '2025-06-02T14:03:11.000Z'],
    ['2025-06-02T14:03:11.123456+02:00', '2025-06-02T12:03:11.123Z'],
    ['2025-06-02 14:03:11 UTC', '2025-06-02T14:03:11.000Z'],
    ['2025-06-02 14:03:11 +0200', '2025-06-02T12:03:11.000Z'],
    ['Mon, 02 Jun 2025 14:03:11 GMT', '2025-06-02T14:03:11.000Z'],
    ['Jun 2, 2025 2:03 PM', '2025-06-02T12:03:00.000Z'],
    ['2 June 2025 at 14:03', '2025-06-02T12:03:00.000Z'],
    ['06/02/2025 02:03:11 PM', '2025-06-02T12:03:11.000Z'],
    ['6/2/25 14:03', '2025-06-02T12:03:00.000Z'],
    ['02.06.2025 14:03', '2025-06-02T12:03:00.000Z'],
    ['2025/06/02 14:03', '2025-06-02T12:03:00.000Z'],
    ['06/02/2025 12:03 AM', '2025-06-01T22:03:00.000Z'],
    ['2025-06-02', '2025-06-02T10:00:00.000Z'],
    ['2025-12-02 14:03', '2025-12-02T13:03:00.000Z'],
    ['1748872991', '2025-06-02T14:03:11.000Z'],
    ['1748872991000', '2025-06-02T14:03:11.000Z'],
  ])('%s', (text, expected) => {
    expect(iso(stockholm.read(text))).toBe(expected)
  })

  test.each([
    '',
    'yesterday',
    '2025-02-30',
    '13/13/2025',
    '2025-06-02 25:00',
    '06/02/2025 13:03 PM',
    '12',
    '2025',
  ])('is not %j', text => {
    expect(stockholm.read(text)).toBeNull()
  })

  test('that clocks skip is an hour later, and of what they show twice it is the first', () => {
    expect(iso(stockholm.read('2025-03-30 02:30'))).toBe('2025-03-30T01:30:00.000Z')
    expect(iso(stockholm.read('2025-10-26 02:30'))).toBe('2025-10-26T00:30:00.000Z')
    expect(iso(stockholm.read('2025-10-26 03:30'))).toBe('2025-10-26T02:30:00.000Z')
  })

  test('is of the zone that is named, where it has none itself', () => {
    const read = (timeZone: string) =>
      iso(createTimeReader({ timeZone, order: 'day-first' }).read('05/02/2025 23:30'))
    expect(read('UTC')).toBe('2025-02-05T23:30:00.000Z')
    expect(read('America/Los_Angeles')).toBe('2025-02-06T07:30:00.000Z')
    expect(read('Asia/Kolkata')).toBe('2025-02-05T18:00:00.000Z')
    expect(() => read('Mars/Phobos')).toThrow(RangeError)
  })
})

test.each([
  ['05/13/2025', 'month-first'],
  ['13/05/2025 10:00', 'day-first'],
  ['05.02.2025', 'day-first'],
  ['05/02/2025', 'unclear'],
  ['2025-05-02', null],
])('%s tells of the order of its figures: %s', (text, order) => {
  expect(orderOf(text)).toBe(order)
})
