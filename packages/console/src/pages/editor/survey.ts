import type { DraftSurvey, DraftTexts } from '@tyck/shared/admin/drafts'
import type { Metric } from '@tyck/shared/metric'
import { editor as t } from '../../texts/en/editor.ts'
import { starters } from '../../texts/en/starters.ts'

export const noTexts: DraftTexts = { question: '', thanks: '', followUps: {}, reasons: {}, afterwards: {} }

/** A survey to begin with, in English. */
export function starterOf(metric: Metric): DraftSurvey {
  const { question, lowLabel, highLabel, optionLabels } = starters[metric]
  const texts: DraftTexts = {
    ...noTexts,
    question,
    thanks: t.starterThanks,
    ...(lowLabel ? { lowLabel } : {}),
    ...(highLabel ? { highLabel } : {}),
    ...(optionLabels ? { optionLabels } : {}),
  }
  return { metric, comment: true, defaultLocale: 'en', locales: { en: texts } }
}

/** The survey with some texts of one language changed. */
export function withTexts(survey: DraftSurvey, locale: string, change: Partial<DraftTexts>): DraftSurvey {
  const texts = { ...(survey.locales[locale] ?? noTexts), ...change }
  return { ...survey, locales: { ...survey.locales, [locale]: texts } }
}

/** The survey with what `change` makes of the texts of every language. */
export function withEachTexts(
  survey: DraftSurvey,
  change: (texts: DraftTexts, locale: string) => DraftTexts,
): DraftSurvey {
  const locales = Object.entries(survey.locales).map(([tag, texts]) => [tag, change(texts, tag)])
  return { ...survey, locales: Object.fromEntries(locales) }
}

/** Its languages: the default one first, the others by their tags. */
export function localesOf({ defaultLocale, locales }: DraftSurvey): string[] {
  const others = Object.keys(locales).filter(tag => tag !== defaultLocale)
  return [defaultLocale, ...others.sort()]
}

/** A key for a reason, from what it says: `it-was-slow`; one that is not among `taken`. */
export function reasonKey(label: string, taken: readonly string[]): string {
  const plain = label
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase()
    .slice(0, 30)
    .replace(/^[^a-z]+|-+$/g, '')
  const base = plain || 'reason'
  for (let at = 1; ; at += 1) {
    const key = at === 1 ? base : `${base}-${at}`
    if (!taken.includes(key)) return key
  }
}
