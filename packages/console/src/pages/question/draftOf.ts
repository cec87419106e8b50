import type { SurveyDraft } from '@tyck/shared/admin/touchpoints'
import { answersOf, bands, type Metric } from '@tyck/shared/metric'
import { starters, thanks } from '../../texts/en/starters.ts'

/** What the first question's form holds. */
export interface Written {
  metric: Metric
  /** The language that it is written in, as a tag. */
  locale: string
  question: string
  low: string
  high: string
  followUp: string
  /** A name for each answer, lowest first; empty where answers are numbers. */
  options: readonly string[]
  thanks: string
}

/** Whether there are texts to begin with in this language. */
export function hasStarters(locale: string): boolean {
  return locale.split('-')[0] === 'en'
}

/** The form as it begins for a metric. In a language without starters its texts are yet to be written. */
export function beginWith(metric: Metric, locale = 'en'): Written {
  const { question, lowLabel = '', highLabel = '', followUp, optionLabels } = starters[metric]
  const options = optionLabels ?? []
  if (hasStarters(locale)) {
    return { metric, locale, question, low: lowLabel, high: highLabel, followUp, options, thanks }
  }
  const empty = { question: '', low: '', high: '', followUp: '', thanks: '' }
  return { metric, locale, ...empty, options: options.map(() => '') }
}

/** Another metric brings its own texts, but keeps what somebody wrote. */
export function changeMetric(written: Written, metric: Metric): Written {
  const next = beginWith(metric, written.locale)
  const { low, high, ...kept } = writtenIn(written)
  const ends = hasEnds(metric) ? { ...(low ? { low } : {}), ...(high ? { high } : {}) } : {}
  return { ...next, ...kept, ...ends }
}

/** In another language starters are that language's, or none; what somebody wrote stays. */
export function changeLocale(written: Written, locale: string): Written {
  const isOwn = written.options.some(
    (name, at) => name !== beginWith(written.metric, written.locale).options[at],
  )
  return {
    ...beginWith(written.metric, locale),
    ...writtenIn(written),
    ...(isOwn ? { options: written.options } : {}),
  }
}

/** Whether the ends of the scale have labels: pictures say it themselves. */
export function hasEnds(metric: Metric): boolean {
  return starters[metric].lowLabel !== undefined
}

/** The texts that are not what the form began with. */
function writtenIn(written: Written) {
  const before = beginWith(written.metric, written.locale)
  const fields = (['question', 'low', 'high', 'followUp', 'thanks'] as const).filter(
    field => written[field] !== before[field],
  )
  const texts: Partial<Pick<Written, (typeof fields)[number]>> = {}
  for (const field of fields) texts[field] = written[field]
  return texts
}

/** The survey that the form describes. */
export function draftOf({ metric, locale, question, low, high, followUp, options, thanks: said }: Written) {
  const texts = {
    question,
    ...(low ? { lowLabel: low } : {}),
    ...(high ? { highLabel: high } : {}),
    ...(options.length === answersOf(metric).length ? { optionLabels: [...options] } : {}),
    followUps: followUp ? Object.fromEntries(bands[metric].map(({ segment }) => [segment, followUp])) : {},
    reasons: {},
    thanks: said,
    afterwards: {},
  }
  return {
    metric,
    comment: true,
    defaultLocale: locale,
    locales: { [locale]: texts } as Record<string, typeof texts>,
  } satisfies Omit<SurveyDraft, 'series'>
}
