import type { SurveyTexts } from '@tyck/shared/admin/touchpoints'
import type { Afterword } from '@tyck/shared/contract/surveys'
import { answersOf, bands, type Metric } from '@tyck/shared/metric'
import type { FieldError } from '@tyck/shared/problem'
import { checkAfterwards } from './checkAfterwards.ts'

/** A language's texts, of which some may be missing still. */
type DraftTexts = Omit<SurveyTexts, 'question' | 'thanks'> & {
  [part in 'question' | 'thanks']?: string | undefined
}

/** What a touchpoint is to ask, as far as it is checked here. */
export interface Draft {
  metric: Metric
  defaultLocale: string
  locales: Record<string, DraftTexts>
}

/** Metrics whose answers are pictures: without a name for each they say nothing to who cannot see them. */
const needsOptionLabels: readonly Metric[] = ['thumbs', 'smileys', 'stars']

/** The parts of a survey that each segment may have its own of. */
const bySegment = ['followUps', 'reasons', 'afterwards'] as const

/**
 * What is wrong with a survey beyond its shape: languages that are not complete, labels that don't fit the scale,
 * segments of another metric, a place for reviews that only some are sent to. An empty list means that it can be
 * published.
 */
export function checkSurvey(survey: Draft): FieldError[] {
  const reference = survey.locales[survey.defaultLocale]
  if (!reference) {
    const expected = 'the language that defaultLocale names among them'
    return [{ pointer: '/locales', code: 'lacks-default-locale', expected }]
  }
  return Object.entries(survey.locales).flatMap(([locale, texts]) =>
    [...checkTexts(survey.metric, texts), ...compareTexts(reference, texts)].map(error => ({
      ...error,
      pointer: `/locales/${locale}${error.pointer}`,
    })),
  )
}

function checkTexts(metric: Metric, texts: DraftTexts): FieldError[] {
  const errors: FieldError[] = []
  const { optionLabels } = texts
  const answers = answersOf(metric)
  const oneForEach = `a list of ${answers.length} names, one for each answer from ${answers[0]} to ${answers.at(-1)}, lowest first`
  if (!optionLabels && needsOptionLabels.includes(metric)) {
    errors.push({ pointer: '/optionLabels', code: 'missing', expected: oneForEach })
  }
  if (optionLabels && optionLabels.length !== answers.length) {
    errors.push({ pointer: '/optionLabels', code: 'not-one-for-each-answer', expected: oneForEach })
  }
  if (optionLabels && hasDuplicates(optionLabels)) {
    errors.push({ pointer: '/optionLabels', code: 'duplicate', expected: 'another name for each answer' })
  }
  const segments: string[] = bands[metric].map(band => band.segment)
  for (const part of bySegment) {
    for (const segment of Object.keys(texts[part])) {
      if (!segments.includes(segment)) {
        errors.push({
          pointer: `/${part}/${segment}`,
          code: 'not-a-segment-of-the-metric',
          expected: `one of ${segments.join(', ')}`,
        })
      }
    }
  }
  for (const [segment, reasons] of Object.entries(texts.reasons)) {
    if (hasDuplicates(reasons.map(({ key }) => key)) || hasDuplicates(reasons.map(({ label }) => label))) {
      errors.push({
        pointer: `/reasons/${segment}`,
        code: 'duplicate',
        expected: 'another key and another label for each reason',
      })
    }
  }
  return [...errors, ...checkAfterwards(metric, texts.afterwards), ...blankTexts(texts)]
}

/** Texts of white space only: they have characters, and say nothing. */
function blankTexts(texts: DraftTexts): FieldError[] {
  const all: [string, string | undefined][] = [
    ['/question', texts.question],
    ['/thanks', texts.thanks],
    ['/lowLabel', texts.lowLabel],
    ['/highLabel', texts.highLabel],
    ...(texts.optionLabels ?? []).map((label, at): [string, string] => [`/optionLabels/${at}`, label]),
    ...Object.entries(texts.followUps).map(([key, text]): [string, string] => [`/followUps/${key}`, text]),
    ...Object.entries(texts.reasons).flatMap(([segment, reasons]) =>
      reasons.map(({ label }, at): [string, string] => [`/reasons/${segment}/${at}/label`, label]),
    ),
    ...Object.entries(texts.afterwards).flatMap(
      ([segment, { text, link }]): [string, string | undefined][] => [
        [`/afterwards/${segment}/text`, text],
        [`/afterwards/${segment}/link/label`, link?.label],
      ],
    ),
  ]
  return all
    .filter(([, text]) => text !== undefined && text.trim() === '')
    .map(([pointer]) => ({ pointer, code: 'blank', expected: 'a text with more than white space' }))
}

/** A language has every text that the default one has, and none besides, so that each asks the same. */
function compareTexts(reference: DraftTexts, texts: DraftTexts): FieldError[] {
  const errors: FieldError[] = []
  for (const part of ['lowLabel', 'highLabel', 'optionLabels'] as const) {
    if ((reference[part] === undefined) !== (texts[part] === undefined)) {
      errors.push(unlikeDefault(`/${part}`, reference[part]))
    }
  }
  for (const part of bySegment) {
    for (const segment of union(Object.keys(reference[part]), Object.keys(texts[part]))) {
      const [expected, found] = [reference[part], texts[part]].map(of => of[segment as never])
      if (shapeOf(expected) !== shapeOf(found)) errors.push(unlikeDefault(`/${part}/${segment}`, expected))
    }
  }
  return errors
}

/** What a language may have of its own by segment, or the names of its answers. */
type Part = string | string[] | { key: string }[] | Afterword | undefined

function unlikeDefault(pointer: string, wanted: Part): FieldError {
  return {
    pointer,
    code: 'not-as-in-default-locale',
    expected: `${wordsFor(wanted)} in the default language`,
  }
}

function wordsFor(wanted: Part): string {
  if (wanted === undefined) return 'nothing, as'
  if (typeof wanted === 'string') return 'a text, as'
  if (!Array.isArray(wanted)) return `${Object.keys(wanted).sort().join(' and ')}, as`
  return typeof wanted[0] === 'string' ? 'names, as' : 'reasons with the same keys as'
}

/** What must be the same in every language: whether it is there, of reasons their keys, of afterwords their parts. */
function shapeOf(value: Exclude<Part, string[]>): string {
  if (value === undefined) return 'absent'
  if (typeof value === 'string') return 'text'
  if (Array.isArray(value)) return `reasons ${value.map(({ key }) => key).sort()}`
  return `afterword of ${Object.keys(value).sort()}`
}

function union(one: string[], other: string[]): string[] {
  return [...new Set([...one, ...other])]
}

function hasDuplicates(values: string[]): boolean {
  return new Set(values).size < values.length
}
