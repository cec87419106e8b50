import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTokenBuckets } from '../src/domain/recording/tokenBuckets.ts'

let now = 0
const buckets = (perSecond: number, burst: number, most = 10) =>
  createTokenBuckets({ perSecond, burst }, most, () => now)

test('a bucket gives a burst at once, then as much as comes back', () => {
  const { take } = buckets(20, 600)
  expect(Array.from({ length: 600 }, () => take('a', 1))).toEqual(Array(600).fill(0))
  expect(take('a', 1)).toBe(50)
  now += 49
  expect(take('a', 1)).toBe(1)
  now += 1
  expect(take('a', 1)).toBe(0)
  expect(take('a', 20)).toBe(1_000)
})

test('what is refused takes nothing', () => {
  const { take } = buckets(20, 30)
  take('a', 20)
  for (let time = 0; time < 100; time += 1) expect(take('a', 20)).toBe(500)
  expect(take('a', 10)).toBe(0)
})

test('never gives more than a burst and what came back, and always what it said it would', () => {
  const steps = fc.array(fc.tuple(fc.nat(2_000), fc.integer({ min: 1, max: 20 })), { maxLength: 200 })
  fc.assert(
    fc.property(
      steps,
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 20, max: 60 }),
      (all, rate, burst) => {
        const { take } = buckets(rate, burst)
        const start = now
        let taken = 0
        for (const [pauseMs, count] of all) {
          now += pauseMs
          const waitMs = take('a', count)
          if (waitMs > 0) {
            now += waitMs
            expect(take('a', count)).toBe(0)
          }
          taken += count
          expect(taken).toBeLessThanOrEqual(burst + ((now - start) * rate) / 1_000 + 0.01)
        }
      },
    ),
  )
})

test('a bucket that was given back to is never more than full', () => {
  const { take, giveBack } = buckets(1, 20)
  giveBack('a', 5)
  take('a', 20)
  giveBack('a', 5)
  expect(take('a', 5)).toBe(0)
  for (let time = 0; time < 3; time += 1) giveBack('a', 20)
  take('a', 20)
  expect(take('a', 1)).toBe(1_000)
})

test('a clock that jumps back refuses nobody for longer', () => {
  const { take } = buckets(20, 20)
  take('a', 20)
  now -= 86_400_000
  expect(take('a', 1)).toBe(50)
  now += 50
  expect(take('a', 1)).toBe(0)
})

test('keeps no more buckets than it may, and forgets those that were used least recently', () => {
  const { take } = buckets(1, 1, 3)
  for (const key of ['a', 'b', 'c']) take(key, 1)
  expect(take('a', 1)).toBeGreaterThan(0)
  take('d', 1)
  // b made room, and is full again.
  expect(['a', 'c', 'd', 'b'].map(key => take(key, 1) > 0)).toEqual([true, true, true, false])
})
