import type { ScoresChange } from '@tyck/shared/admin/scores'
import { benjaminiHochberg } from '@tyck/shared/statistics/benjaminiHochberg'

/** A change, and how likely chance does as much. */
export interface Comparison {
  change: ScoresChange
  p: number
}

/**
 * Takes back verdicts of many at once, so that at most 10 % of those that stand are mistakes: of twenty comparisons one
 * looks real by chance alone.
 */
export function holdToRate(comparisons: readonly Comparison[]): void {
  const stands = benjaminiHochberg(comparisons.map(({ p }) => p))
  for (const [at, { change }] of comparisons.entries()) {
    if (!stands[at] && change.verdict !== 'too-few') change.verdict = 'unsure'
  }
}
