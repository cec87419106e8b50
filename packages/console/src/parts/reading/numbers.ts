import type { ScoresEntry } from '@tyck/shared/admin/scores'

type Metric = ScoresEntry['metric']

const language = 'en'

// Half away from zero, and no sign on nothing: -0.4 is 0.
const format = (options: Intl.NumberFormatOptions) => {
  const made = new Intl.NumberFormat(language, { signDisplay: 'negative', ...options })
  return (value: number) => made.format(value).replace('-', '−')
}

const whole = format({ maximumFractionDigits: 0 })
const tenths = format({ minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** How many: 12,345. */
export const count = (value: number): string => whole(value)

/** A rate in percent: 34%, and below ten 3.4%. */
export const percent = (value: number): string => `${value > 0 && value < 10 ? tenths(value) : whole(value)}%`

/** Whether a metric's score is the percentage in its best segment. */
export const isPercentage = (metric: Metric): boolean => metric !== 'nps' && metric !== 'stars'

/** A score, as it is shown: 21 of NPS, 3.8 of stars, 72% of all others. */
export function score(metric: Metric, value: number): string {
  if (metric === 'stars') return tenths(value)
  return isPercentage(metric) ? `${whole(value)}%` : whole(value)
}

/** How far apart two scores are, without a sign: 12 of points, 0.3 of stars. */
export function distance(metric: Metric, difference: number): string {
  return metric === 'stars' ? tenths(Math.abs(difference)) : whole(Math.abs(difference))
}

const hundredths = format({ minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** A part of a difference with its sign, to a digit more, so that parts are seen to add up: −19.6. */
export function signed(metric: Metric, difference: number): string {
  const told = (metric === 'stars' ? hundredths : tenths)(Math.abs(difference))
  if (Number(told) === 0) return told
  return `${difference > 0 ? '+' : '−'}${told}`
}

/** The interval of a score: 14 to 27. */
export function interval(metric: Metric, { low, high }: { low: number; high: number }): string {
  const tell = metric === 'stars' ? tenths : whole
  return `${tell(low)} to ${tell(high)}${isPercentage(metric) ? '%' : ''}`
}

/** The interval of a rate in percent, each end as `percent` has it: 3.1% to 4.0%. */
export const rateInterval = ({ low, high }: { low: number; high: number }): string =>
  `${percent(low).slice(0, -1)} to ${percent(high)}`

/** Seconds as people say them: 8 seconds, 2 minutes. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${whole(seconds)} seconds`
  return `${whole(seconds / 60)} minutes`
}
