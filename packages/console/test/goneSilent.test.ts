import { expect, test } from 'vitest'
import { goneSilent } from '../src/pages/settings/goneSilent.ts'

const [shop, app, other] = ['https://shop.example', 'https://app.shop.example', 'https://other.example']

test('what was seen goes silent where the new list no longer lets it ask', () => {
  const seen = [shop, app, other]
  // An empty list lets all.
  expect(goneSilent(seen, [], [shop])).toEqual([app, other])
  expect(goneSilent(seen, [], [shop, 'https://*.shop.example'])).toEqual([other])
  expect(goneSilent(seen, [shop, app], [shop])).toEqual([app])
  expect(goneSilent(seen, [shop], [shop, app])).toEqual([])
  expect(goneSilent(seen, [shop], [])).toEqual([])
})
