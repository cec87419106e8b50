import { describe, expect, test } from 'vitest'
import { atHour } from '../src/domain/scores/calendar.ts'
import { dueDigest } from '../src/domain/telling/digests/dueDigest.ts'

const timeZone = 'Europe/Stockholm'
const due = (times: Parameters<typeof dueDigest>[0], at: string, zone = timeZone) => {
  const { from, to, dueAt } = dueDigest(times, zone, Date.parse(at))
  return { from, to, dueAt: new Date(dueAt).toISOString() }
}

describe('the last digest that was due', () => {
  test('is about the day before, from its hour on', () => {
    const times = { per: 'day', hour: 9 } as const
    expect(due(times, '2026-03-02T07:59:59Z')).toEqual({
      from: '2026-02-28',
      to: '2026-02-28',
      dueAt: '2026-03-01T08:00:00.000Z',
    })
    expect(due(times, '2026-03-02T08:00:00Z')).toEqual({
      from: '2026-03-01',
      to: '2026-03-01',
      dueAt: '2026-03-02T08:00:00.000Z',
    })
  })

  test.each([
    // A Monday.
    [1, '2026-03-02T08:00:00Z', '2026-02-23', '2026-03-01'],
    [1, '2026-03-02T07:00:00Z', '2026-02-16', '2026-02-22'],
    [3, '2026-03-02T08:00:00Z', '2026-02-18', '2026-02-24'],
    [7, '2026-03-02T08:00:00Z', '2026-02-22', '2026-02-28'],
    [7, '2026-03-08T08:00:00Z', '2026-03-01', '2026-03-07'],
  ])('is about the seven days before weekday %i: at %s', (weekday, at, from, to) => {
    expect(due({ per: 'week', weekday, hour: 9 }, at)).toMatchObject({ from, to })
  })

  test('comes once on days on which its hour is skipped, or comes twice', () => {
    const times = { per: 'day', hour: 2 } as const
    // At 2 the clocks go to 3.
    expect(due(times, '2026-03-29T00:59:59Z')).toMatchObject({ to: '2026-03-27' })
    expect(due(times, '2026-03-29T01:00:00Z')).toMatchObject({
      to: '2026-03-28',
      dueAt: '2026-03-29T01:00:00.000Z',
    })
    // At 3 they go back to 2.
    for (const at of ['2026-10-25T00:00:00Z', '2026-10-25T01:00:00Z']) {
      expect(due(times, at)).toMatchObject({ to: '2026-10-24', dueAt: '2026-10-25T00:00:00.000Z' })
    }
  })

  test('goes by the clocks of the project, wherever that is', () => {
    const times = { per: 'day', hour: 8 } as const
    expect(due(times, '2026-03-01T18:00:00Z', 'Pacific/Auckland')).toMatchObject({ to: '2026-02-28' })
    expect(due(times, '2026-03-01T19:00:00Z', 'Pacific/Auckland')).toMatchObject({ to: '2026-03-01' })
    expect(new Date(atHour('2026-03-02', 8, 'Asia/Kolkata')).toISOString()).toBe('2026-03-02T02:30:00.000Z')
  })
})
