import type { DraftInput } from '@tyck/shared/admin/drafts'
import { expect, test } from 'vitest'
import { compareDrafts } from '../src/pages/editor/compare.ts'
import { describeChange } from '../src/pages/editor/describeChange.ts'
import { isSame } from '../src/pages/editor/draftOf.ts'
import { isOfLocale } from '../src/pages/editor/faults.ts'
import { reasonKey, starterOf, withTexts } from '../src/pages/editor/survey.ts'

const draft: DraftInput = {
  survey: starterOf('nps'),
  rules: {
    placement: 'inline',
    delaySeconds: 3,
    sampleRate: 1,
    audience: [],
    quietDays: { answered: 90, dismissed: 30, shown: 0 },
    oncePer: null,
  },
  metadata: null,
}

test('two drafts are told apart in the smallest parts that have a name', () => {
  const survey = withTexts(starterOf('nps'), 'en', { question: 'Well?' })
  const other = {
    ...draft,
    survey,
    rules: { ...draft.rules, quietDays: { ...draft.rules.quietDays, shown: 7 } },
  }
  expect(compareDrafts(draft, other)).toMatchObject([
    { part: 'survey', pointer: '/locales/en/question', after: 'Well?' },
    { part: 'rules', pointer: '/quietDays/shown', before: 0, after: 7 },
  ])
  expect(compareDrafts(draft, structuredClone(draft))).toEqual([])
})

test('what is the same is the same in whatever order', () => {
  expect(isSame({ a: 1, b: { c: [1, 2], d: null } }, { b: { d: null, c: [1, 2] }, a: 1 })).toBe(true)
  expect(isSame({ a: [1, 2] }, { a: [2, 1] })).toBe(false)
})

test.each([
  [{ part: 'survey', pointer: '/locales/sv/thanks', before: 'A', after: 'B' }, 'Thanks (Swedish)', 'A', 'B'],
  [
    { part: 'survey', pointer: '/locales/de', after: { question: 'Q' } },
    'German is added',
    undefined,
    undefined,
  ],
  [
    {
      part: 'survey',
      pointer: '/locales/en/reasons/detractor',
      before: [],
      after: [{ key: 'a', label: 'Slow' }],
    },
    'Detractors, reasons (English)',
    undefined,
    'Slow',
  ],
  [
    { part: 'rules', pointer: '/sampleRate', before: 1, after: 0.125 },
    'Share of those who come by',
    '100%',
    '12.5%',
  ],
  [
    { part: 'rules', pointer: '/audience', before: [], after: [{ key: 'total', gte: 5 }] },
    'Only where this holds',
    undefined,
    'total ≥ 5',
  ],
  [{ part: 'metadata', pointer: '/a~1b', after: 'string' }, 'Metadata key a/b', undefined, 'string'],
] as const)('%j is told as a change of “%s”', (change, title, before, after) => {
  expect(describeChange({ ...change })).toEqual({ title, before, after })
})

test('a reason gets a key from its words, one of its own', () => {
  expect(reasonKey('It was too slow!', [])).toBe('it-was-too-slow')
  expect(reasonKey('It was too slow', ['it-was-too-slow'])).toBe('it-was-too-slow-2')
  expect(reasonKey('', ['reason'])).toBe('reason-2')
  expect(reasonKey('Prix élevé', [])).toMatch(/^prix-[a-z-]+$/)
  for (const label of ['高すぎる', '42', '---', 'x'.repeat(90)]) {
    expect(reasonKey(label, [])).toMatch(/^[A-Za-z][A-Za-z0-9_.-]{0,39}$/)
  }
})

test('a language that stays behind takes no other with it', () => {
  expect(isOfLocale('/locales/pt', 'pt')).toBe(true)
  expect(isOfLocale('/locales/pt/thanks', 'pt')).toBe(true)
  expect(isOfLocale('/locales/pt-PT/thanks', 'pt')).toBe(false)
  expect(isOfLocale('/locales/zh-Hant', 'zh')).toBe(false)
})
