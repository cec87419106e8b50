import { expect, test } from 'vitest'
import { areApart } from '../src/parts/reading/areApart.ts'

const told = (score: number, half: number) => ({ score, interval: { low: score - half, high: score + half } })

test('two scores are apart where their difference is beyond chance', () => {
  expect(areApart([told(20, 10), told(50, 10)])).toBe(true)
  expect(areApart([told(20, 10), told(28, 10)])).toBe(false)
})

test('the extremes of many must lie farther apart than two that were chosen beforehand', () => {
  // z = 3: p = .0027, of one pair enough, of the 45 pairs of ten not.
  const [low, high] = [told(0, 1.96), told(3 * Math.SQRT2, 1.96)]
  expect(areApart([low, high])).toBe(true)
  const between = Array.from({ length: 8 }, () => told(2, 1.96))
  expect(areApart([high, ...between, low])).toBe(false)
  expect(areApart([told(8, 1.96), ...between, low])).toBe(true)
})

test('of one score, or of none that is known, nothing is apart', () => {
  expect(areApart([])).toBe(false)
  expect(areApart([told(20, 10)])).toBe(false)
  expect(areApart([told(20, 10), { score: null, interval: null }, { score: 90, interval: null }])).toBe(false)
  expect(areApart([told(20, 0), told(20, 0)])).toBe(false)
})
