import { describe, expect, test } from 'vitest'
import { niceDomain } from '../src/parts/charts/niceDomain.ts'
import { span } from '../src/parts/reading/days.ts'
import { readMeta, writeMeta } from '../src/parts/reading/readingParams.ts'

describe('a filter by metadata in the address', () => {
  test.each([
    { key: 'device', value: 'phone' },
    { key: 'orderValue', value: 12.5 },
    { key: 'isMember', value: false },
    { key: 'note', value: 'a="b", & ü' },
  ])('comes back as it was: %j', meta => {
    expect(readMeta(writeMeta(meta))).toEqual(meta)
  })

  test.each(['', 'device', 'device=', 'device=phone', 'device={}', 'device=null', '1x="a"'])(
    'that makes no sense is none: %s',
    text => {
      expect(readMeta(text)).toBeNull()
    },
  )
})

describe('an axis', () => {
  test('holds all of its values, in round numbers, and makes little of a little', () => {
    const [low, high] = niceDomain('csat', [71, 72])
    expect(low).toBeLessThanOrEqual(57)
    expect(high).toBeGreaterThanOrEqual(86)
    expect([low % 5, high % 5]).toEqual([0, 0])
  })

  test('never goes beyond the scale', () => {
    expect(niceDomain('thumbs', [1, 99])).toEqual([0, 100])
    expect(niceDomain('nps', [-100, 100])).toEqual([-100, 100])
    expect(niceDomain('stars', [])).toEqual([1, 5])
  })
})

test('a day is told as one, some as their ends', () => {
  expect(span('2026-03-01', '2026-03-01')).toBe('1 Mar')
  expect(span('2026-03-01', '2026-03-07')).toBe('1 Mar – 7 Mar')
})
