import { expect, test } from 'vitest'
import { snippets } from '../src/pages/install/snippets.ts'
import { beginWith, changeLocale, changeMetric, draftOf } from '../src/pages/question/draftOf.ts'
import { keyOf } from '../src/pages/start/keyOf.ts'

test.each([
  ['Checkout: payment', 'checkout.payment'],
  ['Första veckan', 'forsta-veckan'],
  ['  Customer’s  support / closed ', 'customers-support.closed'],
  ['Straße & Öl', 'strasse-ol'],
  ['検索', ''],
  ['a'.repeat(90), 'a'.repeat(80)],
])('%s is called %s in the code', (name, key) => {
  expect(keyOf(name)).toBe(key)
})

test('another kind of question brings its own words, and keeps what somebody wrote', () => {
  const written = { ...beginWith('csat'), question: 'Was it nice?' }
  expect(changeMetric(written, 'nps')).toEqual({ ...beginWith('nps'), question: 'Was it nice?' })
  expect(changeMetric(beginWith('nps'), 'stars')).toEqual(beginWith('stars'))
  // Stars have no ends to label.
  expect(changeMetric({ ...beginWith('nps'), low: 'Never' }, 'stars').low).toBe('')
})

test('in a language without starters texts are yet to be written, and none is English', () => {
  const german = changeLocale(beginWith('smileys'), 'de')
  expect(german).toEqual({ ...beginWith('smileys', 'de'), options: ['', '', '', ''], thanks: '' })
  const written = { ...german, question: 'Wie war es?' }
  expect(changeMetric(written, 'ces')).toMatchObject({
    question: 'Wie war es?',
    low: '',
    high: '',
    options: [],
  })
  expect(changeLocale(written, 'en-GB')).toEqual({
    ...beginWith('smileys', 'en-GB'),
    question: 'Wie war es?',
  })
  expect(draftOf(changeMetric(written, 'ces'))).toMatchObject({
    defaultLocale: 'de',
    locales: { de: { question: 'Wie war es?', thanks: '' } },
  })
})

test('the same follow-up is asked after every answer, or none', () => {
  const { locales } = draftOf(beginWith('thumbs'))
  expect(locales.en?.followUps).toEqual({
    down: 'What were you looking for?',
    up: 'What were you looking for?',
  })
  expect(draftOf({ ...beginWith('nps'), followUp: '' }).locales.en?.followUps).toEqual({})
})

test('the lines to paste name the key, the touchpoint and the height, and are ES5 in a tag manager', () => {
  const given = { key: 'pk_x', endpoint: 'https://feedback.example', touchpoint: 'a.b', rem: 11.5 }
  for (const [kind, lines] of Object.entries(snippets)) {
    expect(lines(given), kind).toContain('a.b')
    expect(lines(given), kind).toContain('pk_x')
    expect(lines(given), kind).toContain('https://feedback.example')
    if (kind !== 'tags') expect(lines(given), kind).toMatch(/min-block-size: ?11\.5rem/)
  }
  expect(snippets.strict(given)).not.toContain('<style')
  expect(snippets.tags(given)).not.toMatch(/=>|const|`/)
})
