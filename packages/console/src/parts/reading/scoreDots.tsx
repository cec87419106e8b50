import type { ScoresChange, ScoresEntry } from '@tyck/shared/admin/scores'
import type { ComponentChildren } from 'preact'
import { reading as t } from '../../texts/en/reading.ts'
import type { Dot } from '../charts/DotPlot.tsx'
import * as numbers from './numbers.ts'

type Metric = ScoresEntry['metric']
type Told = Pick<ScoresEntry, 'n' | 'score' | 'interval' | 'early' | 'withheld'> & {
  change: ScoresChange | null
}

/** A score as a line of a dot plot, with n and interval beside it. */
export function scoreDot(metric: Metric, key: string, name: ComponentChildren, told: Told): Dot {
  const { n, score, interval, early, change } = told
  return {
    key,
    name,
    value: score,
    interval,
    before: change?.before.score,
    isEarly: early,
    told: score === null ? '' : numbers.score(metric, score),
    about: aboutOf(metric, told),
  }
  function aboutOf(metric: Metric, { withheld }: Told) {
    if (withheld) return `${t.answers(numbers.count(n))}: ${t.withheld}`
    if (score === null) return t.noAnswers
    const parts = [interval && numbers.interval(metric, interval), `n ${numbers.count(n)}`, early && t.early]
    return parts.filter(Boolean).join(' · ')
  }
}

/** How a number on an axis of scores is written. */
export const tickOf = (metric: Metric) => (value: number) =>
  numbers.isPercentage(metric) ? `${value}%` : `${value}`.replace('-', '−')
