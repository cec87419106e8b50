import { describe, expect, test } from 'vitest'
import * as numbers from '../src/parts/reading/numbers.ts'

describe('figures', () => {
  test.each([
    ['nps', 12.5, '13'],
    ['nps', -12.5, '−13'],
    ['nps', -0.4, '0'],
    ['csat', 66.666, '67%'],
    ['stars', 3.75, '3.8'],
  ] as const)('of %s, %d is shown as %s: rounded once, half away from zero', (metric, value, told) => {
    expect(numbers.score(metric, value)).toBe(told)
  })

  test.each([
    ['nps', 33.4, 13.5, '33', '14', '19'],
    ['nps', -7.5, 12.4, '−8', '12', '20'],
    ['csat', 66.6, 61.4, '67%', '61%', '6'],
    ['stars', 4.14, 3.85, '4.1', '3.9', '0.2'],
    // Two that would be shown as one have a digit more.
    ['nps', 33.4, 32.6, '33.4', '32.6', '0.8'],
    ['stars', 4.14, 4.06, '4.14', '4.06', '0.08'],
    ['nps', 20, 20, '20', '20', '0'],
  ] as const)('of %s, from %d to %d is told so that the three agree', (metric, from, to, before, now, by) => {
    expect(numbers.moved(metric, from, to)).toEqual({ before, now, by })
  })

  test('a change in two parts adds up as it is shown', () => {
    // By itself the mix, −0.15, would be −0.2: 33.4 − 19.6 − 0.2 is 13.6, and 13.7 is shown.
    expect(numbers.inParts('nps', 33.44, -19.64, 13.65)).toEqual({
      before: '33.4',
      rate: '−19.6',
      mix: '−0.1',
      now: '13.7',
    })
  })

  test('parts of a change are told to a digit more', () => {
    expect([-19.64, 0.26, 0.04].map(part => numbers.signed('nps', part))).toEqual(['−19.6', '+0.3', '0.0'])
    expect(numbers.signed('stars', -0.126)).toBe('−0.13')
  })

  test('an interval has the unit of its score, once', () => {
    expect(numbers.interval('ces', { low: 61.2, high: 70.9 })).toBe('61 to 71%')
    expect(numbers.interval('nps', { low: -6.3, high: 42.2 })).toBe('−6 to 42')
    expect(numbers.interval('stars', { low: 3.61, high: 3.9 })).toBe('3.6 to 3.9')
  })

  test('small rates keep a digit, for between 0 and 1% there is much', () => {
    expect(['0%', '0.4%', '9.5%', '31%']).toEqual([0, 0.42, 9.46, 31.2].map(numbers.percent))
  })

  test('durations are told as people tell them', () => {
    expect([4.6, 89, 200].map(numbers.duration)).toEqual(['5 seconds', '89 seconds', '3 minutes'])
  })
})
