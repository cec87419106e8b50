import type { DraftInput } from '@tyck/shared/admin/drafts'
import type { TouchpointHistory } from '@tyck/shared/admin/touchpoints'
import { expect, test } from 'vitest'
import { compareDrafts } from '../src/pages/editor/compare.ts'
import { describeChange } from '../src/pages/editor/describeChange.ts'
import { isSame } from '../src/pages/editor/draftOf.ts'
import { isOfLocale } from '../src/pages/editor/faults.ts'
import { inMetric } from '../src/pages/editor/inMetric.ts'
import { reasonKey, starterOf, withTexts } from '../src/pages/editor/survey.ts'
import { versionsOf } from '../src/pages/editor/versionsOf.ts'
import { carriedOver, inParts } from '../src/pages/editor/wholeParts.ts'
import { starters } from '../src/texts/en/starters.ts'

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
  [{ part: 'metadata', pointer: '/a~1b', after: 'string' }, 'Metadata key a/b', undefined, 'text'],
  [
    { part: 'survey', pointer: '/metric', before: 'csat', after: 'nps' },
    'What is measured',
    'Satisfaction (CSAT), 1 to 5',
    'Recommendation (NPS), 0 to 10',
  ],
  [{ part: 'survey', pointer: '/defaultLocale', after: 'de' }, 'Default language', undefined, 'German'],
  [
    { part: 'rules', pointer: '/audience', before: [], after: [{ key: '', eq: '' }] },
    'Only where this holds',
    undefined,
    '(no key yet) = …',
  ],
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

test('a first publish is told text by text', () => {
  const { locales } = starterOf('csat')
  const titles = inParts([{ part: 'survey', pointer: '/locales', after: locales }]).map(
    change => describeChange(change).title,
  )
  expect(titles).toEqual([
    'Question (English)',
    'Label of the lowest answer (English)',
    'Label of the highest answer (English)',
    'Thanks (English)',
  ])
})

const german = {
  question: 'Wie war es?',
  lowLabel: 'Schlecht',
  highLabel: 'Gut',
  followUps: { dissatisfied: 'Was fehlte?', neutral: 'Was wäre besser?', satisfied: 'Was war gut?' },
  reasons: { dissatisfied: [{ key: 'slow', label: 'Zu langsam' }] },
  thanks: 'Danke.',
  afterwards: {},
}
const inTwo = { ...withTexts(starterOf('csat'), 'de', german) }

test('in another metric texts go to the same place of its scale, starters are exchanged, and nothing is lost on the way back', () => {
  const nps = inMetric(inTwo, 'nps')
  expect(nps.locales.en).toMatchObject({
    question: starters.nps.question,
    lowLabel: 'Not at all likely',
    highLabel: 'Very likely',
  })
  expect(nps.locales.de).toMatchObject({
    question: 'Wie war es?',
    lowLabel: 'Schlecht',
    followUps: { detractor: 'Was fehlte?', passive: 'Was wäre besser?', promoter: 'Was war gut?' },
    reasons: { detractor: [{ key: 'slow', label: 'Zu langsam' }] },
  })
  for (const metric of ['nps', 'thumbs', 'stars'] as const) {
    const back = inMetric(inMetric(inTwo, metric), 'csat')
    expect(back.locales.de?.followUps).toMatchObject(german.followUps)
    expect(back.locales.en?.lowLabel).toBe('Very dissatisfied')
  }
  const thumbs = withTexts(inMetric(inTwo, 'thumbs'), 'de', { optionLabels: ['Nein', 'Ja'] })
  expect(thumbs.locales.en?.optionLabels).toEqual(['No', 'Yes'])
  expect(inMetric(inMetric(thumbs, 'nps'), 'thumbs', thumbs).locales.de?.optionLabels).toEqual(['Nein', 'Ja'])
})

test('what only went over to another scale is no change; what has no place there any more is', () => {
  const at = '/locales/de/followUps'
  const change = (step: string, before?: string, after?: string) => ({
    part: 'survey' as const,
    pointer: `${at}/${step}`,
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
  })
  const changes = [
    change('dissatisfied', 'A'),
    change('neutral', 'B'),
    change('satisfied', 'C'),
    change('down', undefined, 'A'),
    change('up', undefined, 'Cc'),
  ]
  expect(carriedOver(changes, 'csat', 'thumbs')).toEqual({
    carried: 1,
    rest: [change('neutral', 'B'), change('up', 'C', 'Cc')],
  })
})

test('the history says what was restored, and that it is no new question', () => {
  const survey = (version: number, question: string, seriesId: string) => ({
    id: `${version}`,
    version,
    publishedAt: `2026-01-0${version}`,
    note: null,
    by: null,
    metric: 'nps',
    comment: true,
    defaultLocale: 'en',
    locales: { en: { question } },
    seriesId,
  })
  const surveys = [survey(4, 'A', 's1'), survey(3, 'C', 's2'), survey(2, 'B', 's1'), survey(1, 'A', 's1')]
  const told = versionsOf({ surveys, rules: [] } as unknown as TouchpointHistory)
  expect(told.map(each => [each.isNewSeries, each.isOtherSeries, each.restoredFrom])).toEqual([
    [false, false, 1],
    [true, true, undefined],
    [false, false, undefined],
    [false, false, undefined],
  ])
})
