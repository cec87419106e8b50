import type { Metric } from '@tyck/shared/metric'
import type { Interval } from '@tyck/shared/statistics/interval'
import { meanInterval } from '@tyck/shared/statistics/meanInterval'
import { momentsOf } from '@tyck/shared/statistics/moments'
import { type NpsCounts, npsInterval } from '@tyck/shared/statistics/nps'
import { type Proportion, proportionInterval } from '@tyck/shared/statistics/proportion'
import { answeredOf, bandCounts } from './tally.ts'

type Counts = readonly (readonly [score: number, count: number])[]

/** How the interval of each metric's score is made. */
export const methods = {
  nps: 'adjusted-wald',
  csat: 'wilson',
  ces: 'wilson',
  thumbs: 'wilson',
  smileys: 'wilson',
  stars: 't',
} as const

/** The 95 % interval of a metric's score, in its unit; null where there are too few to tell. */
export function scoreInterval(metric: Metric, counts: Counts): Interval | null {
  if (metric === 'nps') return npsInterval(npsCounts(counts))
  if (metric === 'stars') return meanInterval(momentsOf(counts))
  return percentInterval(topBand(metric, counts))
}

/** The 95 % interval of a proportion in percent. */
export function percentInterval(proportion: Proportion): Interval | null {
  const interval = proportionInterval(proportion)
  return interval && { low: 100 * interval.low, high: 100 * interval.high }
}

/** Those in the best band of all who answered. */
export function topBand(metric: Metric, counts: Counts): Proportion {
  return { count: bandCounts(metric, counts).at(-1)?.count ?? 0, of: answeredOf(counts) }
}

export function npsCounts(counts: Counts): NpsCounts {
  const [detractors = 0, passives = 0, promoters = 0] = bandCounts('nps', counts).map(({ count }) => count)
  return { promoters, passives, detractors }
}
