import { expect, test } from 'vitest'
import { languages as served } from '../../api/src/words/languages.ts'
import { browserLanguage, languages, tagOf } from '../src/parts/languages.ts'

test('the languages that are offered are those that the service has words for', () => {
  expect(languages.map(({ tag }) => tag).sort()).toEqual(Object.keys(served).sort())
})

test('a language is found by its name in either language, or by its tag', () => {
  expect([' german', 'Deutsch', 'de', 'pt_br', 'gsw', 'what is this'].map(tagOf)).toEqual([
    'de',
    'de',
    'de',
    'pt-BR',
    'gsw',
    undefined,
  ])
})

test('the browser’s language is one of them, or English', () => {
  expect(['de-AT', 'zh-TW', 'en-US', 'pt-PT', 'gsw'].map(browserLanguage)).toEqual([
    'de',
    'zh-Hant',
    'en',
    'pt-PT',
    'en',
  ])
})
