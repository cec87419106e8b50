import { expect, test } from 'vitest'
import { sayExpected } from '../src/texts/en/expected.ts'

test.each([
  ['a text of 10 to 200 characters', 'Between 10 and 200 characters.'],
  ['a whole number from 0 to 365', 'A whole number from 0 to 365.'],
  ['an origin: https://shop.example, https://*.shop.example, or null', /^The address of a site/],
  [
    'a contrast of 4.5:1 or more between accentDark and onAccentDark',
    'What stands on the accent colour (dark) is hard to read on the accent colour (dark): their contrast has to be 4.5:1 or more.',
  ],
  ['a text of 1 to 80 characters, or null', 'Between 1 and 80 characters.'],
  ['another name for each answer', 'Another name for each answer.'],
  ["a boolean, as the touchpoint's metadata has it", 'Yes or no, as this key holds.'],
])('%s is said to a person as “%s”', (expected, said) => {
  expect(sayExpected(expected)).toMatch(said)
})

test('a field in percent is told its limits in percent', () => {
  expect(sayExpected('a number from 0 to 1, more than 0', 'percent')).toBe('More than 0, up to 100.')
})
