import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { languages, tagOf } from '../src/parts/languages.ts'

test('the languages that are offered are those that the service has words for', () => {
  const files = readdirSync('packages/api/src/words')
  const tags = files.filter(name => /^[a-z]{2}(?:-\w+)?\.ts$/.test(name)).map(name => name.slice(0, -3))
  expect(languages.map(({ tag }) => tag).sort()).toEqual(tags.sort())
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
