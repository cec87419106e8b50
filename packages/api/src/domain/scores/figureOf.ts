import type { ScoresFigure, ScoresPoint } from '@tyck/shared/admin/scores'
import { answersOf, type Metric, scaleOf, scoreOf } from '@tyck/shared/metric'
import type { Interval } from '@tyck/shared/statistics/interval'
import { meanInterval } from '@tyck/shared/statistics/meanInterval'
import { momentsOf } from '@tyck/shared/statistics/moments'
import { type PostStratified, postStratify } from '@tyck/shared/statistics/postStratify'
import { percentInterval, scoreInterval, topBand } from './scoreInterval.ts'
import { answeredOf, bandCounts, countsOf, ratesOf, scoreCounts, scoreMoments, type Tally } from './tally.ts'

/** Of fewer a figure is called early. */
const earlyBelow = 30
/** Of fewer a slice by metadata tells how many they are, and neither score nor distribution. */
export const withheldBelow = 5

/** What is known of the tally's responses. */
export interface Known {
  /** Whether they are a slice by metadata. */
  isSlice: boolean
  /** Whether all answers, and all showings, of its time are still there. */
  answers: boolean
  showings: boolean
}

type Told = Pick<ScoresFigure, 'n' | 'imported' | 'score' | 'interval' | 'early' | 'withheld' | 'complete'>

/** The score of a tally with what says how far to trust it. */
function toldOf(metric: Metric, tally: Tally, { isSlice, answers }: Known): Told {
  const counts = countsOf(metric, tally)
  const n = answeredOf(counts)
  const withheld = isSlice && n > 0 && n < withheldBelow
  return {
    n,
    imported: tally.imported,
    score: withheld ? null : scoreOf(metric, scoreCounts(counts)),
    interval: withheld ? null : scoreInterval(metric, counts),
    early: n < earlyBelow,
    withheld,
    complete: answers,
  }
}

/** All that is told of a tally. */
export function figureOf(metric: Metric, tally: Tally, known: Known): ScoresFigure {
  const told = toldOf(metric, tally, known)
  const counts = countsOf(metric, tally)
  const isOpen = !told.withheld
  return {
    ...told,
    distribution: isOpen ? counts.map(([score, count]) => ({ score, count })) : null,
    segments: isOpen ? bandCounts(metric, counts) : null,
    also: isOpen ? alsoOf(metric, counts) : null,
    weighted: isOpen ? weightedOf(metric, tally) : null,
    funnel: known.showings ? funnelOf(tally, told.n - told.imported) : null,
  }
}

export function pointOf(
  metric: Metric,
  tally: Tally,
  known: Known,
  days: { from: string; to: string },
): ScoresPoint {
  const { from, to } = days
  const { shown, commented, dismissed } = tally
  return {
    from,
    to,
    ...toldOf(metric, tally, known),
    shown: known.showings ? shown : null,
    commented,
    dismissed: known.showings ? dismissed : null,
  }
}

/** A score that is made of strata, within the scale on which it is told. */
export function stratifiedScore(
  metric: Metric,
  told: PostStratified | null,
): { score: number; interval: Interval | null } | null {
  if (!told) return null
  const { score, standardError, low, high } = told
  const { min, max } = metric === 'stars' ? scaleOf(metric) : { min: metric === 'nps' ? -100 : 0, max: 100 }
  const interval = { low: Math.max(min, low), high: Math.min(max, high) }
  return { score, interval: standardError > 0 ? interval : null }
}

function alsoOf(metric: Metric, counts: [number, number][]): ScoresFigure['also'] {
  const n = answeredOf(counts)
  if (n === 0) return null
  if (metric === 'ces') {
    const moments = momentsOf(counts)
    return { kind: 'mean', score: moments.sum / n, interval: meanInterval(moments) }
  }
  if (metric !== 'stars') return null
  const top = topBand(metric, counts)
  return { kind: 'top-band', score: (100 * top.count) / n, interval: percentInterval(top) }
}

/** The score as it would be had all been asked; each answer stands for 1/sampleRate of them. */
function weightedOf(metric: Metric, tally: Tally): ScoresFigure['weighted'] {
  const strata = ratesOf(tally).flatMap(({ sampleRate, scores }) => {
    // Counts from before rules were counted by may miss what an erasure takes from them.
    const counts = answersOf(metric).map(score => [score, Math.max(0, scores[score] ?? 0)] as const)
    const answers = scoreMoments(metric, counts)
    return answers.n > 0 ? [{ impressions: answers.n / sampleRate, answers }] : []
  })
  return strata.length > 1 ? stratifiedScore(metric, postStratify(strata)) : null
}

function funnelOf(tally: Tally, answered: number): ScoresFigure['funnel'] {
  const { shown, commented, dismissed } = tally
  return {
    estimatedEligible: ratesOf(tally).reduce((sum, rate) => sum + rate.shown / rate.sampleRate, 0),
    shown,
    answered,
    commented,
    dismissed,
    ignored: shown - answered - dismissed,
    responseRate: shown === 0 ? null : (100 * answered) / shown,
    responseRateInterval: percentInterval({ count: answered, of: shown }),
  }
}
