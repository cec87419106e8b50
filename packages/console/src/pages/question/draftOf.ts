import type { SurveyDraft } from '@tyck/shared/admin/touchpoints'
import { bands, type Metric } from '@tyck/shared/metric'
import { starters, thanks } from '../../texts/en/starters.ts'

/** What the first question's form holds. */
export interface Written {
  metric: Metric
  question: string
  low: string
  high: string
  followUp: string
}

/** The form as it begins for a metric. */
export function beginWith(metric: Metric): Written {
  const { question, lowLabel = '', highLabel = '', followUp } = starters[metric]
  return { metric, question, low: lowLabel, high: highLabel, followUp }
}

/** Another metric brings its own texts, but keeps what somebody wrote. */
export function changeMetric(written: Written, metric: Metric): Written {
  const before = beginWith(written.metric)
  const next = beginWith(metric)
  const kept = (['question', 'low', 'high', 'followUp'] as const).filter(
    field => written[field] !== before[field] && next[field] !== '',
  )
  return { ...next, ...Object.fromEntries(kept.map(field => [field, written[field]])) }
}

/** The survey that the form describes, in the language that the console's texts are in. */
export function draftOf({ metric, question, low, high, followUp }: Written) {
  const { optionLabels } = starters[metric]
  const texts = {
    question,
    ...(low ? { lowLabel: low } : {}),
    ...(high ? { highLabel: high } : {}),
    ...(optionLabels ? { optionLabels } : {}),
    followUps: followUp ? Object.fromEntries(bands[metric].map(({ segment }) => [segment, followUp])) : {},
    reasons: {},
    thanks,
    afterwards: {},
  }
  return {
    metric,
    comment: true,
    defaultLocale: 'en',
    locales: { en: texts },
  } satisfies Omit<SurveyDraft, 'series'>
}
