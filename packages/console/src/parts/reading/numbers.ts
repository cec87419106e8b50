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
const finely = (metric: Metric) => (metric === 'stars' ? hundredths : tenths)
const shownValue = (told: string) => Number(told.replace('−', '-'))

/**
 * Two scores and how far apart they are, without a sign: 33, 14 and 19. The distance is that of the scores as they are
 * shown, so that the three agree. Where they would be shown as one, all have a digit more: 33.4, 32.6 and 0.8.
 */
export function moved(metric: Metric, before: number, now: number): Record<'before' | 'now' | 'by', string> {
  const usual = metric === 'stars' ? tenths : whole
  const tell = usual(before) === usual(now) && before !== now ? finely(metric) : usual
  const unit = isPercentage(metric) ? '%' : ''
  const [from, to] = [tell(before), tell(now)]
  return { before: from + unit, now: to + unit, by: tell(Math.abs(shownValue(to) - shownValue(from))) }
}

/** A change in two parts, each with its sign and to a digit more; they add up as they are shown: 33.4, −19.6, −0.3, 13.5. */
export function inParts(metric: Metric, before: number, rate: number, now: number) {
  const tell = finely(metric)
  const [from, first, to] = [before, rate, now].map(value => shownValue(tell(value))) as [
    number,
    number,
    number,
  ]
  return {
    before: tell(before),
    rate: signed(metric, first),
    mix: signed(metric, to - from - first),
    now: tell(now),
  }
}

/** A part of a difference with its sign, to a digit more: −19.6. */
export function signed(metric: Metric, difference: number): string {
  const told = finely(metric)(Math.abs(difference))
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
