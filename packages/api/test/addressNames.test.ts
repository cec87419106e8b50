import { expect, test } from 'vitest'
import { createAddressNames, networkOf } from '../src/domain/recording/addressNames.ts'

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::ffff:c000:201', '192.0.2.1'],
  ['192.0.2.1:50123', '192.0.2.1'],
  ['2001:db8:1:2::1', '20010db800010002'],
  ['2001:DB8:1:2:ffff:ffff:ffff:ffff', '20010db800010002'],
  ['[2001:db8:1:2::1]:50123', '20010db800010002'],
  ['fe80::1%eth0', 'fe80000000000000'],
  ['::1', '0000000000000000'],
])('the network of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test.each([
  '',
  'unknown',
  '_hidden',
  '192.0.2',
  '192.0.2.1.5:80',
  '[192.0.2.1',
  '::ffff:192.0.2.999',
  '1:2:3',
])('there is no network in %j', address => {
  expect(networkOf(address)).toBeNull()
})

test('a name tells nothing of its address, and is another one tomorrow and in another process', () => {
  let now = Date.UTC(2026, 4, 17, 23, 59)
  let days = 0
  const names = createAddressNames(
    () => now,
    () => {
      days += 1
    },
  )
  const name = names.nameOf('192.0.2.1')
  expect(name).toMatch(/^[\w-]{43}$/)
  expect(names.nameOf('::ffff:192.0.2.1')).toBe(name)
  expect(names.nameOf('192.0.2.2')).not.toBe(name)
  expect(
    createAddressNames(
      () => now,
      () => {},
    ).nameOf('192.0.2.1'),
  ).not.toBe(name)
  expect(days).toBe(1)
  now += 60_000
  expect(names.nameOf('192.0.2.1')).not.toBe(name)
  expect(days).toBe(2)
})
