import { expect, test } from 'vitest'
import { matchRoute } from '../src/app/matchRoute.ts'

const routes = ['/', '/p/:project', '/p/:project/touchpoints/new', '/p/:project/touchpoints/:key'].map(
  pattern => ({
    pattern,
  }),
)

test.each([
  ['/', '/', {}],
  ['/p/a1', '/p/:project', { project: 'a1' }],
  ['/p/a1/', '/p/:project', { project: 'a1' }],
  ['/p/a1/touchpoints/new', '/p/:project/touchpoints/new', { project: 'a1' }],
  ['/p/a1/touchpoints/a%2Fb', '/p/:project/touchpoints/:key', { project: 'a1', key: 'a/b' }],
])('%s is %s', (path, pattern, params) => {
  expect(matchRoute(routes, path)).toEqual({ route: { pattern }, params })
})

test.each(['/p', '/p/a1/answers', '/p/a1/touchpoints/x/y', '/p/%E0%A4%A'])('%s is no page', path => {
  expect(matchRoute(routes, path)).toBeUndefined()
})
