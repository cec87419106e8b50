import type { DraftSurvey, DraftTexts } from '@tyck/shared/admin/drafts'
import { bands, type Metric, type Segment } from '@tyck/shared/metric'
import { starters } from '../../texts/en/starters.ts'
import { withEachTexts } from './survey.ts'

/** The parts of a survey that each segment may have its own of. */
export const bySegment = ['followUps', 'reasons', 'afterwards'] as const

/**
 * The survey in another metric. What is said to a segment goes to the one in the same place of the other scale, and
 * stays at the old one too, where nobody sees it: so it is there when the metric is changed back. Starters are
 * exchanged for those of the other metric; what somebody wrote is kept.
 * @param left the survey as it was when it had that metric last: names of answers fit no other scale
 */
export function inMetric(survey: DraftSurvey, metric: Metric, left?: DraftSurvey): DraftSurvey {
  const [before, next] = [starters[survey.metric], starters[metric]]
  const places = samePlaces(survey.metric, metric)
  const moved = withEachTexts(survey, ({ optionLabels: _labels, ...texts }, tag) => {
    const isEnglish = tag.split('-')[0] === 'en'
    const other = (text: string | undefined, of: 'question' | 'lowLabel' | 'highLabel' | 'followUp') =>
      isEnglish && (text ?? '') === (before[of] ?? '') ? (next[of] ?? '') : (text ?? '')
    const { followUps, reasons, afterwards } = texts
    const optionLabels = left?.locales[tag]?.optionLabels ?? (isEnglish ? next.optionLabels : undefined)
    return {
      ...texts,
      question: other(texts.question, 'question'),
      lowLabel: other(texts.lowLabel, 'lowLabel'),
      highLabel: other(texts.highLabel, 'highLabel'),
      followUps: inPlaces(followUps, places, text => text && other(text, 'followUp')),
      reasons: inPlaces(reasons, places),
      afterwards: inPlaces(afterwards, places),
      ...(optionLabels ? { optionLabels } : {}),
    } satisfies DraftTexts
  })
  return { ...moved, metric }
}

/** The segments of two metrics that stand in the same place: lowest, middle, highest. Two bands have no middle. */
export function samePlaces(one: Metric, other: Metric): [Segment, Segment][] {
  const [from, to] = [bands[one], bands[other]].map(of => of.map(({ segment }) => segment))
  if (!from || !to) return []
  const pairs = [
    [from[0], to[0]],
    ...(from.length === 3 && to.length === 3 ? [[from[1], to[1]]] : []),
    [from.at(-1), to.at(-1)],
  ]
  return pairs as [Segment, Segment][]
}

function inPlaces<T>(
  part: Partial<Record<Segment, T>>,
  places: readonly [Segment, Segment][],
  change: (value: T) => T = value => value,
): Partial<Record<Segment, T>> {
  const moved = places.map(([from, to]) => {
    const value = part[from]
    return [to, value === undefined ? undefined : change(value)] as const
  })
  const all = { ...part, ...Object.fromEntries(moved) }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as typeof all
}
