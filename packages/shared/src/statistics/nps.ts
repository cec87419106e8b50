import { type Interval, requireCounts, z95 } from './interval.ts'
import { twoSided } from './normal.ts'

/** How many responses fell in each segment. */
export interface NpsCounts {
  readonly promoters: number
  readonly passives: number
  readonly detractors: number
}

/**
 * The 95 % interval of an NPS, in -100..100: adjusted Wald, with ¾ promoter, 1½ passive and ¾ detractor more than there
 * are (Rocks 2016, The American Statistician 70:4). The score itself stays the raw one; null where
 * nobody answered.
 */
export function npsInterval(counts: NpsCounts): Interval | null {
  if (answersOf(counts) === 0) return null
  const { score, error } = adjusted(counts)
  return {
    low: Math.max(-100, 100 * (score - z95 * error)),
    high: Math.min(100, 100 * (score + z95 * error)),
  }
}

/** A difference in points, this less that, on the adjusted values. */
export interface NpsDifference extends Interval {
  readonly difference: number
  readonly standardError: number
  readonly z: number
  /** The probability of so large a difference, to either side, where there is none. */
  readonly p: number
}

/** Whether two NPS of different respondents differ; null where one has no answers. */
export function compareNps(these: NpsCounts, those: NpsCounts): NpsDifference | null {
  if (answersOf(these) === 0 || answersOf(those) === 0) return null
  const [a, b] = [adjusted(these), adjusted(those)]
  const difference = 100 * (a.score - b.score)
  const standardError = 100 * Math.hypot(a.error, b.error)
  const z = difference / standardError
  const reach = z95 * standardError
  return { difference, standardError, z, p: twoSided(z), low: difference - reach, high: difference + reach }
}

const answersOf = ({ promoters, passives, detractors }: NpsCounts) => promoters + passives + detractors

/** Score and standard error as shares, -1..1. */
function adjusted({ promoters, passives, detractors }: NpsCounts): { score: number; error: number } {
  requireCounts(promoters, passives, detractors)
  const n = promoters + passives + detractors + 3
  const p = (promoters + 0.75) / n
  const d = (detractors + 0.75) / n
  const score = p - d
  return { score, error: Math.sqrt((p + d - score ** 2) / n) }
}
