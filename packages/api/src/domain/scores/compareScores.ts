import type { ScoresChange } from '@tyck/shared/admin/scores'
import { type Metric, scoreOf } from '@tyck/shared/metric'
import { answersNeededFor } from '@tyck/shared/statistics/answersNeeded'
import { compareMeans } from '@tyck/shared/statistics/compareMeans'
import { type Interval, verdictOf } from '@tyck/shared/statistics/interval'
import { momentsOf, pool, varianceOf } from '@tyck/shared/statistics/moments'
import { compareNps } from '@tyck/shared/statistics/nps'
import { compareProportions } from '@tyck/shared/statistics/proportion'
import { withheldBelow } from './figureOf.ts'
import { npsCounts, topBand } from './scoreInterval.ts'
import { answeredOf, countsOf, scoreCounts, scoreMoments, type Tally } from './tally.ts'

/** Of fewer on one side nothing is said of a difference. */
const fewest = withheldBelow

type Told = Pick<ScoresChange, 'difference' | 'adjusted' | 'interval' | 'verdict' | 'needed'>

/** How the score of `these` differs from that of `those`, with the probability that chance does as much. */
export function compareScores(
  metric: Metric,
  these: Tally,
  those: Tally,
  isSlice: boolean,
): Told & { p: number | null } {
  const [counts, before] = [countsOf(metric, these), countsOf(metric, those)]
  const [score, scoreBefore] = [scoreOf(metric, scoreCounts(counts)), scoreOf(metric, scoreCounts(before))]
  const smaller = Math.min(answeredOf(counts), answeredOf(before))
  const difference = score === null || scoreBefore === null ? null : score - scoreBefore
  if (difference === null || smaller < fewest) {
    const none = { adjusted: null, interval: null, verdict: 'too-few' as const, needed: null, p: null }
    return { difference: isSlice ? null : difference, ...none }
  }
  const told = differenceOf(metric, counts, before)
  if (!told) return { difference, adjusted: null, interval: null, verdict: 'unsure', needed: null, p: null }
  const { low, high, p } = told
  const verdict = verdictOf(told)
  const needed = verdict === 'unsure' ? moreNeeded(metric, counts, before, difference) : null
  return { difference, adjusted: told.difference, interval: { low, high }, verdict, needed, p }
}

type Counts = [score: number, count: number][]

function differenceOf(
  metric: Metric,
  these: Counts,
  those: Counts,
): (Interval & { difference: number; p: number }) | null {
  if (metric === 'nps') return compareNps(npsCounts(these), npsCounts(those))
  if (metric === 'stars') return compareMeans(momentsOf(these), momentsOf(those))
  const told = compareProportions(topBand(metric, these), topBand(metric, those))
  if (!told) return null
  const { difference, low, high, p } = told
  return { difference: 100 * difference, low: 100 * low, high: 100 * high, p }
}

/** About how many more answers each period would need to show the difference, were it real. */
function moreNeeded(metric: Metric, these: Counts, those: Counts, difference: number): number | null {
  if (difference === 0) return null
  const both = pool([scoreMoments(metric, these), scoreMoments(metric, those)])
  const variance = (varianceOf(both) * (both.n - 1)) / both.n
  const needed = answersNeededFor(variance, Math.abs(difference))
  return Math.max(1, needed - Math.min(answeredOf(these), answeredOf(those)))
}
