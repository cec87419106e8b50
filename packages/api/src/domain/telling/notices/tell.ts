import type { Metric } from '@tyck/shared/metric'
import type { Interval } from '@tyck/shared/statistics/interval'

// As the console writes them: its parts/reading/numbers.ts.

// Half away from zero, and no sign on nothing: -0.4 is 0.
const format = (digits: number) => {
  const made = new Intl.NumberFormat('en', {
    signDisplay: 'negative',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return (value: number) => made.format(value).replace('-', '−')
}

const [whole, tenths, hundredths] = [format(0), format(1), format(2)]

const isPercentage = (metric: Metric) => metric !== 'nps' && metric !== 'stars'
const unitOf = (metric: Metric) => (isPercentage(metric) ? '%' : '')
const usual = (metric: Metric) => (metric === 'stars' ? tenths : whole)

/** How many: 12,345. */
export const tellCount = (count: number): string => whole(count)

/** "1 answer", "12 answers". */
export const tellAnswers = (count: number): string => (count === 1 ? '1 answer' : `${whole(count)} answers`)

/** A rate in percent: 34%, and below ten 3.4%. */
export const tellPercent = (value: number): string =>
  `${value > 0 && value < 10 ? tenths(value) : whole(value)}%`

/** A score: 21 of NPS, 3.8 of stars, 72% of all others. */
export const tellScore = (metric: Metric, score: number): string => usual(metric)(score) + unitOf(metric)

/** The interval of a score: 14 to 27. */
export const tellInterval = (metric: Metric, { low, high }: Interval): string =>
  `${usual(metric)(low)} to ${usual(metric)(high)}${unitOf(metric)}`

/**
 * Two scores and how far apart they are: 33, 14 and "19 points". The distance is that of the scores as they are told, so
 * that the three agree; where they would be told as one, all have a digit more.
 */
export function tellMove(
  metric: Metric,
  before: number,
  now: number,
): Record<'before' | 'now' | 'by', string> {
  const isSame = usual(metric)(before) === usual(metric)(now) && before !== now
  const tell = isSame ? (metric === 'stars' ? hundredths : tenths) : usual(metric)
  const told = (score: number) => Number(tell(score).replace('−', '-').replaceAll(',', ''))
  const by = tell(Math.abs(told(now) - told(before)))
  const unit = metric === 'stars' ? 'stars' : by === '1' ? 'point' : 'points'
  return { before: tell(before) + unitOf(metric), now: tell(now) + unitOf(metric), by: `${by} ${unit}` }
}

/** What metrics are called. */
export const metricNames: Record<Metric, string> = {
  nps: 'NPS',
  csat: 'CSAT',
  ces: 'CES',
  thumbs: 'Thumbs up',
  smileys: 'Happy',
  stars: 'Stars',
}
