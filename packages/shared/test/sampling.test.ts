import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSampled } from '../src/sampling.ts'

const day = 86_400_000
const touchpoint = 'checkout.payment'
/** A day in the 229th period of 90 days. */
const now = 229 * 90 * day + 12 * day

// Where the hash of "<respondent>\n<touchpoint>\n229" lies between 0 and 1, made with another implementation.
const vectors: [string, number][] = [
  ['A17', 0.5932488259859383],
  ['respondent-1', 0.9284122972749174],
  ['respondent-2', 0.2044651680625975],
]

test.each(vectors)('asks %s at every rate above its place and at none below', (respondent, place) => {
  expect(isSampled(respondent, touchpoint, now, place + 1e-9)).toBe(true)
  expect(isSampled(respondent, touchpoint, now, place)).toBe(false)
})

test('asks everybody at rate 1 and nobody at rate 0', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.nat(), (respondent, key, at) => {
      expect(isSampled(respondent, key, at, 1)).toBe(true)
      expect(isSampled(respondent, key, at, 0)).toBe(false)
    }),
  )
})

test('keeps who is in at a lower rate in at a higher one', () => {
  const percent = fc.integer({ min: 0, max: 100 })
  fc.assert(
    fc.property(fc.string(), percent, percent, (respondent, one, other) => {
      const [lower, higher] = [Math.min(one, other) / 100, Math.max(one, other) / 100]
      const isIn = isSampled(respondent, touchpoint, now, lower)
      expect(isIn && !isSampled(respondent, touchpoint, now, higher)).toBe(false)
    }),
  )
})

test('sticks for 90 days and then draws anew', () => {
  const respondents = Array.from({ length: 500 }, (_, at) => `respondent-${at}`)
  const sampledAt = (at: number) => respondents.filter(each => isSampled(each, touchpoint, at, 0.5))
  const begin = 229 * 90 * day
  expect(sampledAt(begin + 90 * day - 1)).toEqual(sampledAt(begin))
  expect(sampledAt(begin + 90 * day)).not.toEqual(sampledAt(begin))
})

test('draws apart for each touchpoint', () => {
  const respondents = Array.from({ length: 500 }, (_, at) => `respondent-${at}`)
  const sampledFor = (key: string) => respondents.filter(each => isSampled(each, key, now, 0.5))
  expect(sampledFor('order.delivered')).not.toEqual(sampledFor(touchpoint))
})

test.each([0.01, 0.1, 0.5, 0.9])('asks about %d of respondents whose ids only count up', rate => {
  const size = 20_000
  const sampled = Array.from({ length: size }, (_, at) => isSampled(`${at}`, touchpoint, now, rate))
  const share = sampled.filter(Boolean).length / size
  // Four standard errors: a fair draw is outside once in 16,000 times, and these ids never change.
  expect(Math.abs(share - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / size))
})
