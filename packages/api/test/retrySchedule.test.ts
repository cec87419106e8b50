import { expect, test } from 'vitest'
import { nextAttemptMs, retryWaits } from '../src/domain/telling/retrySchedule.ts'

test('ten attempts are made over three days, a tenth sooner or later than the schedule', () => {
  expect(retryWaits.map(ms => ms / 1_000)).toEqual([
    5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
  ])
  for (const [index, wait] of retryWaits.entries()) {
    const next = (random: number) => Number(nextAttemptMs(index + 1, 0, random)) / wait
    expect([next(0), next(0.5), next(1)]).toEqual([0.9, 1, 1.1].map(factor => expect.closeTo(factor, 6)))
  }
  expect(nextAttemptMs(10)).toBeNull()
})

test('what a receiver asks for is waited, up to a day, and no less than the schedule has', () => {
  expect(nextAttemptMs(1, 60_000)).toBe(60_000)
  expect(nextAttemptMs(2, 60_000, 0.5)).toBe(300_000)
  expect(nextAttemptMs(1, 10 * 86_400_000)).toBe(86_400_000)
})
