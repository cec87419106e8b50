import { type Interval, z95 } from './interval.ts'
import { type Moments, pool } from './moments.ts'

/** A part of those who were shown, with the answers that came from it. */
export interface Stratum {
  readonly impressions: number
  readonly answers: Moments
}

/** A score as it would be had each stratum answered alike. */
export interface PostStratified extends Interval {
  readonly score: number
  readonly standardError: number
  /** The mean of the answers as they came. */
  readonly raw: number
}

/** Of fewer answers a stratum says nothing by itself. */
const fewest = 5

/**
 * Weighs answers by the impressions of their strata. Strata of fewer than 5 answers are taken together, and with the next
 * smallest where they are still too few. null where nobody answered or nobody was shown.
 */
export function postStratify(strata: readonly Stratum[]): PostStratified | null {
  const impressions = strata.reduce((sum, each) => sum + each.impressions, 0)
  const all = pool(strata.map(({ answers }) => answers))
  if (impressions === 0 || all.n === 0) return null
  let score = 0
  let variance = 0
  for (const { impressions: shown, answers } of collapse(strata)) {
    const { n, sum, squares } = answers
    const weight = shown / impressions
    const mean = sum / n
    score += weight * mean
    variance += (weight ** 2 * Math.max(0, squares / n - mean ** 2)) / n
  }
  const standardError = Math.sqrt(variance)
  const reach = z95 * standardError
  return { score, standardError, low: score - reach, high: score + reach, raw: all.sum / all.n }
}

function collapse(strata: readonly Stratum[]): Stratum[] {
  const sorted = [...strata].sort((a, b) => a.answers.n - b.answers.n)
  const small: Stratum[] = []
  const isShort = () => small.length > 0 && pool(small.map(({ answers }) => answers)).n < fewest
  while ((sorted[0] && sorted[0].answers.n < fewest) || (isShort() && sorted.length > 0)) {
    small.push(...sorted.splice(0, 1))
  }
  if (small.length === 0) return sorted
  const impressions = small.reduce((sum, each) => sum + each.impressions, 0)
  return [...sorted, { impressions, answers: pool(small.map(({ answers }) => answers)) }]
}
