import { readdirSync } from 'node:fs'
import { type Words, words } from '@tyck/shared/contract/surveys'
import { describe, expect, test } from 'vitest'
import { likelySubtags } from '../src/domain/serving/likelySubtags.ts'
import { languages } from '../src/words/languages.ts'
import { wordsFor } from '../src/words/wordsFor.ts'

/** How long a word may be, in characters: buttons and the note stand in one row with others. */
const longest: Record<keyof Words, number> = {
  send: 12,
  skip: 12,
  change: 12,
  dismiss: 12,
  saving: 20,
  saved: 15,
  willSend: 25,
  notSaved: 20,
  comment: 40,
  reasons: 25,
  charactersLeft: 32,
  survey: 22,
}

/** Spelt as in English, rightly. */
const sameAsInEnglish = ['da.send', 'nb.send']

const letters: Record<string, RegExp> = {
  Arab: /\p{scx=Arabic}/u,
  Cyrl: /\p{scx=Cyrillic}/u,
  Deva: /\p{scx=Devanagari}/u,
  Grek: /\p{scx=Greek}/u,
  Hans: /\p{scx=Han}/u,
  Hant: /\p{scx=Han}/u,
  Hebr: /\p{scx=Hebrew}/u,
  Jpan: /\p{scx=Han}|\p{scx=Hiragana}|\p{scx=Katakana}/u,
  Kore: /\p{scx=Hangul}/u,
  Latn: /\p{scx=Latin}/u,
  Thai: /\p{scx=Thai}/u,
}

const all = Object.entries(languages).flatMap(([tag, own]) =>
  Object.entries(own).map(([key, word]) => ({ tag, key: key as keyof Words, word, name: `${tag}.${key}` })),
)

/** The names of the words of which `isWrong` holds. */
const wrong = (isWrong: (one: (typeof all)[number]) => boolean) => all.filter(isWrong).map(({ name }) => name)

describe('the words of the widget', () => {
  test('are there in every language that has a file, and in each one that was promised', () => {
    const files = readdirSync(new URL('../src/words', import.meta.url)).map(file => file.replace(/\.ts$/, ''))
    const tags = files.filter(file => file !== 'languages' && file !== 'wordsFor')
    expect(Object.keys(languages).sort()).toEqual(tags.sort())
    const promised =
      'ar bg cs da de el en es et fi fr he hi hr hu id is it ja ko lt lv nb nl pl pt pt-PT ro ru sk sl sr sv th tr uk vi zh zh-Hant'
    expect(tags).toEqual(expect.arrayContaining(promised.split(' ')))
  })

  test('are all there in each', () => {
    for (const own of Object.values(languages)) words.strict().parse(own)
    expect(wrong(({ word }) => word.replace('{n}', '').replace(/[^\p{L}]/gu, '') === '')).toEqual([])
  })

  test('fit where they stand', () => {
    expect(wrong(({ key, word }) => [...word].length > longest[key])).toEqual([])
  })

  test('have a place for the number where there is one, and nowhere else', () => {
    const places = ({ word }: { word: string }) => word.match(/\{n\}|[{}]/g)?.join('') ?? ''
    expect(wrong(one => places(one) !== (one.key === 'charactersLeft' ? '{n}' : ''))).toEqual([])
  })

  test('are English in English only', () => {
    const own = all.filter(({ tag }) => tag !== 'en').filter(({ key, word }) => word === languages.en?.[key])
    expect(own.map(({ name }) => name)).toEqual(sameAsInEnglish)
  })

  test('are written in the letters of their language, without look-alikes from others', () => {
    const foreign = ({ tag, word }: { tag: string; word: string }) => {
      const own = letters[likelySubtags(tag).script ?? '']
      return (
        [...word.replace('{n}', '')].filter(letter => /\p{L}/u.test(letter) && !own?.test(letter)).length > 0
      )
    }
    expect(wrong(foreign)).toEqual([])
  })

  test('are set as print is: no space around them, one ellipsis, curly apostrophes, composed letters', () => {
    const sloppy = /^\s|\s$|\s\s| [?!:;…]|\.\.|['"\t\n\u00ad\u200b\ufeff]/
    expect(wrong(({ word }) => sloppy.test(word) || word !== word.normalize('NFC'))).toEqual([])
    // With a cedilla, as old code pages had them, they are Turkish and not Romanian.
    expect(wrong(({ tag, word }) => tag === 'ro' && /[şţ]/i.test(word))).toEqual([])
    expect(wrong(({ key, word }) => (key === 'saving') !== word.endsWith('…'))).toEqual([])
  })

  test('ask in the way of their language', () => {
    const marks: Record<string, RegExp> = {
      el: /[^?];$/,
      es: /^¿.*\?$/,
      fr: /[^ ]\u202f\?$/,
      'fr-CA': /\p{L}\?$/u,
      th: /\p{L}$/u,
    }
    const others: Record<string, RegExp> = { Arab: /؟$/, Hans: /？$/, Hant: /？$/ }
    const isWrong = ({ tag, key, word }: (typeof all)[number]) => {
      const { language, script = '' } = likelySubtags(tag)
      // Japanese may ask without asking.
      const mark = marks[tag] ?? marks[language] ?? others[script] ?? (language === 'ja' ? /[？い]$/ : /\?$/)
      return (key === 'comment' || key === 'reasons') && !mark.test(word)
    }
    expect(wrong(isWrong)).toEqual([])
  })

  test('keep the sign of a number on its left also where writing runs to the left', () => {
    const counts = ['ar', 'fa', 'he'].map(tag => languages[tag]?.charactersLeft)
    expect(counts.every(count => count?.includes('\u200e{n}'))).toBe(true)
  })

  test('are the same Serbian in both of its scripts', () => {
    const latin = (word: string) => [...word].map(letter => latinLetters.get(letter) ?? letter).join('')
    const { sr, 'sr-Latn': srLatn } = languages
    expect(Object.fromEntries(Object.entries(sr ?? {}).map(([key, word]) => [key, latin(word)]))).toEqual(
      srLatn,
    )
  })

  test.each([
    ['sv', ['sv', 'sv-SE', 'sv-FI']],
    ['nb', ['nb', 'no', 'nn', 'nb-NO', 'no-NO', 'nn-NO']],
    ['en', ['en', 'en-GB', 'en-AU', 'en-001']],
    ['de', ['de', 'de-DE', 'de-AT', 'de-1996']],
    ['de-CH', ['de-CH', 'de-Latn-CH']],
    ['es', ['es', 'es-ES', 'es-GQ']],
    ['es-419', ['es-419', 'es-MX', 'es-AR', 'es-US']],
    ['fr', ['fr', 'fr-FR', 'fr-BE', 'fr-CH']],
    ['fr-CA', ['fr-CA']],
    ['pt', ['pt', 'pt-BR']],
    ['pt-PT', ['pt-PT', 'pt-AO', 'pt-MZ']],
    ['sr', ['sr', 'sr-RS', 'sr-Cyrl', 'sr-Cyrl-ME']],
    ['sr-Latn', ['sr-Latn', 'sr-Latn-RS', 'sr-ME', 'sh']],
    ['zh', ['zh', 'zh-CN', 'zh-SG', 'zh-Hans', 'zh-Hans-HK', 'cmn', 'yue-CN']],
    ['zh-Hant', ['zh-Hant', 'zh-TW', 'zh-HK', 'zh-MO', 'zh-Hant-HK', 'yue', 'yue-HK']],
    ['he', ['he', 'he-IL', 'iw', 'iw-IL']],
    ['id', ['id', 'in', 'in-ID']],
    ['ro', ['ro', 'ro-MD', 'mo']],
    ['fa', ['fa', 'fa-AF', 'prs']],
  ])('are those of %s for %j', (tag, locales) => {
    for (const locale of locales) expect.soft(wordsFor(locale), locale).toBe(languages[tag])
  })

  test.each(['eu', 'tlh', 'xx', 'und', 'hi-Latn', 'uk-Latn', 'az-Arab', 'sv-Arab'])(
    'are English for %s, which nobody has written yet',
    locale => {
      expect(wordsFor(locale)).toBe(languages.en)
    },
  )

  test.each(['', '-', 'english!', 'sv_SE', '__proto__', 'constructor', 'x'.repeat(5_000)])(
    'are English for %j, which is no locale',
    locale => {
      expect(wordsFor(locale)).toBe(languages.en)
    },
  )
})

const cyrillic = 'а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш'.split(' ')
const latin = 'a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š'.split(' ')
const latinLetters = new Map(
  cyrillic.flatMap((letter, at): [string, string][] => {
    const [first = '', ...rest] = latin[at] ?? ''
    return [
      [letter, first + rest.join('')],
      [letter.toUpperCase(), first.toUpperCase() + rest.join('')],
    ]
  }),
)
