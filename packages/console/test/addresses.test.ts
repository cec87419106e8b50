import { expect, test } from 'vitest'
import { address, withQuery } from '../src/api/address.ts'
import { ownPath } from '../src/pages/signIn/ownPath.ts'

test('parts of an address are encoded', () => {
  expect(address`/v1/touchpoints/${'a/b?c'}/survey`).toBe('/v1/touchpoints/a%2Fb%3Fc/survey')
})

test('a query leaves out what is not given', () => {
  expect(withQuery('/v1/scores', { from: '2026-03-01', by: undefined, touchpoint: '' })).toBe(
    '/v1/scores?from=2026-03-01',
  )
  expect(withQuery('/v1/scores', {})).toBe('/v1/scores')
})

test.each([
  ['/p/a1?range=90d', '/p/a1?range=90d'],
  ['', '/'],
  ['https://elsewhere.example/', '/'],
  ['//elsewhere.example/', '/'],
  ['/\\elsewhere.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/\t/elsewhere.example', '/'],
  ['/..//elsewhere.example', '/'],
  ['/p/../..//elsewhere.example?a=/b', '/'],
  ['/.//elsewhere.example', '/'],
  ['/%2e%2e//elsewhere.example', '/'],
  ['/..//', '/'],
])('after signing in, %s goes to %s', (next, path) => {
  expect(ownPath(next)).toBe(path)
})
