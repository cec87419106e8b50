import { z95 } from '@tyck/shared/statistics/interval'
import { twoSided } from '@tyck/shared/statistics/normal'

interface Told {
  score: number | null
  interval: { low: number; high: number } | null
}

/**
 * Whether the highest and the lowest of these scores differ beyond chance, at 5 %. They were picked for being that, so
 * each pair that might have been the one counts (Bonferroni). Of twenty that are alike, the intervals of two do not
 * overlap in every third case. Standard errors are read from the 95 % intervals.
 */
export function areApart(all: readonly Told[]): boolean {
  const known = all.flatMap(({ score, interval }) => (score === null || !interval ? [] : { score, interval }))
  const sorted = known.toSorted((a, b) => a.score - b.score)
  const [lowest, highest] = [sorted[0], sorted.at(-1)]
  if (!lowest || !highest || lowest === highest) return false
  const variance = ({ interval: { low, high } }: typeof lowest) => ((high - low) / 2 / z95) ** 2
  const z = (highest.score - lowest.score) / Math.sqrt(variance(lowest) + variance(highest))
  const pairs = (known.length * (known.length - 1)) / 2
  return z > 0 && twoSided(z) * pairs <= 0.05
}
