import { expect, test } from 'vitest'
import { keysOf } from '../src/pages/touchpoint/keysOf.ts'

const key = (
  name: string,
  counts: Record<string, number>,
  { quartiles = null as number[] | null, as = String as (value: string) => string | number | boolean } = {},
) => ({
  key: name,
  responses: Object.values(counts).reduce((sum, count) => sum + count, 0),
  distinct: Object.keys(counts).length,
  quartiles,
  values: Object.entries(counts).map(([value, responses]) => ({ value: as(value), responses })),
})
const ids = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`A${at}`, 1]))
const cities = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`City ${at}`, 10]))

test('of the keys that answers have, words that split them evenly come first, and ids not at all', () => {
  const metadata = [
    key('currency', { EUR: 180, SEK: 20 }),
    key('orderId', ids),
    key('orderValue', { 100: 50, 200: 50, 300: 100 }, { quartiles: [100, 200, 300], as: Number }),
    key('shop', { one: 200 }),
    key('city', cities),
    key('isMember', { true: 100, false: 100 }, { as: value => value === 'true' }),
    // Seldom given: most are alike in lacking it.
    key('coupon', { summer: 5, winter: 5 }),
    key('paymentMethod', { card: 100, invoice: 50, wallet: 50 }),
  ]
  expect(keysOf({ of: 200, channels: [], locales: [], metadata })).toEqual([
    'paymentMethod',
    'currency',
    'coupon',
    'isMember',
    'city',
    'orderValue',
    'shop',
  ])
})
