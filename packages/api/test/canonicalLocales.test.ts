import { expect, test } from 'vitest'
import { canonicalLocale } from '../src/domain/publishing/canonicalLocales.ts'

test.each([
  ['sv-se', 'sv-SE'],
  ['zh_hant_tw', 'zh-Hant-TW'],
  ['NO', 'no'],
])('writes %s as %s', (tag, canonical) => {
  expect(canonicalLocale(tag)).toBe(canonical)
})

test.each([
  ['no language tag', 'english!'],
  ['too long to be one', `en-x${'-b'.repeat(7_500)}`],
  ['longer than the contract takes once it is written properly', 'sh-ME-abcde-fghij-klmno'],
])('refuses what is %s', (_, tag) => {
  expect(canonicalLocale(tag)).toBeNull()
})
