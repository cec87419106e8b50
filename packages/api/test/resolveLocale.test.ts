import { expect, test } from 'vitest'
import { directionOf } from '../src/domain/serving/directionOf.ts'
import { resolveLocale } from '../src/domain/serving/resolveLocale.ts'

// The first of those that are published is the default.
test.each([
  ['as it is', 'sv-FI', 'en sv sv-FI', 'sv-FI'],
  ['without its region', 'sv-FI', 'en sv-SE sv', 'sv'],
  ['without a region rather than in that of the default', 'sv-FI', 'sv-SE sv', 'sv'],
  ['with the likely region', 'sv', 'en sv-FI sv-SE', 'sv-SE'],
  ['in another region', 'sv-SE', 'en sv-FI', 'sv-FI'],
  ['in the likely region rather than in the first', 'fr-BE', 'en fr-CA fr-FR', 'fr-FR'],
  ['in the region of the default', 'fr-BE', 'fr-CH fr-CA', 'fr-CH'],
  ['without the script that goes without saying', 'sv-Latn-SE', 'en sv', 'sv'],
  ['without its variant', 'de-1996', 'en de', 'de'],
  ['in the script of its region', 'zh-TW', 'en zh zh-Hant', 'zh-Hant'],
  ['in its script, of another region', 'zh-HK', 'en zh-CN zh-TW', 'zh-TW'],
  ['in the script that is likely', 'zh', 'en zh-TW zh-SG', 'zh-SG'],
  ['in its script, said by a region', 'zh-Hant', 'en zh zh-HK', 'zh-HK'],
  ['in another script rather than in another language', 'zh-TW', 'en zh', 'zh'],
  ['in another script rather than in another language', 'sr-Latn', 'en sr', 'sr'],
  ['in Chinese for who reads Cantonese', 'yue', 'en zh zh-Hant', 'zh-Hant'],
  ['as in Portugal', 'pt-AO', 'en pt pt-PT', 'pt-PT'],
  ['as in Brazil', 'pt', 'en pt-PT pt-BR', 'pt-BR'],
  ['as in Brazil, where that is all there is', 'pt-PT', 'en pt-BR', 'pt-BR'],
  ['as in Latin America', 'es-AR', 'en es es-419', 'es-419'],
  ['as in Spain', 'es-ES', 'en es-419 es', 'es'],
  ['as in Britain', 'en-AU', 'sv en en-GB', 'en-GB'],
  ['as in America', 'en-PH', 'sv en-GB en-US', 'en-US'],
  ['in the one Norwegian there is', 'nn', 'en nb-NO', 'nb-NO'],
  ['in the one Norwegian there is', 'nb', 'en nn', 'nn'],
  ['in its own Norwegian', 'nb-NO', 'nn nb', 'nb'],
  ['in Bokmål', 'no', 'en nn nb', 'nb'],
  ['under its old name', 'nb', 'en no', 'no'],
  ['in the default', 'fi', 'en sv', 'en'],
  ['in the default', 'und', 'sv fi', 'sv'],
  ['in the default', 'english!', 'sv fi', 'sv'],
  ['in the default', null, 'sv en', 'sv'],
])('serves %s: %s from %s', (_, wanted, published, locale) => {
  const tags = published.split(' ')
  const [fallback = ''] = tags
  expect(resolveLocale(wanted, tags.toSorted(), fallback)).toBe(locale)
})

test.each(
  'ar he iw fa ur ps sd ug yi ji dv ckb ks syr nqo ar-EG fa-AF pa-PK pa-Arab az-IR az-Arab uz-AF ms-Arab ff-Adlm'.split(
    ' ',
  ),
)('writes %s from right to left', locale => {
  expect(directionOf(locale)).toBe('rtl')
})

test.each(['en', 'sv', 'hi', 'th', 'ja', 'zh-Hant', 'pa', 'az', 'ku', 'ms', 'ar-Latn', 'xx', '', 'arabic!'])(
  'writes %j from left to right',
  locale => {
    expect(directionOf(locale)).toBe('ltr')
  },
)

test('is not misled by any number of other locales', () => {
  for (let at = 0; at < 5_000; at++) directionOf(`en-${10_000 + at}`)
  expect(directionOf('ur-IN')).toBe('rtl')
  expect(directionOf('en-NZ')).toBe('ltr')
})
