import { answersOf, bands, type Metric, type ScoreCounts } from '@tyck/shared/metric'
import { type Moments, momentsOf } from '@tyck/shared/statistics/moments'
import type { ScoreCell } from '../../store/scores.ts'

/** What came of showings, added up. */
export interface Tally {
  /** Showings here; what was imported tells of its answers alone. */
  shown: number
  commented: number
  dismissed: number
  /** How many answers were imported. */
  imported: number
  /** Those who were asked at each sample rate: how many were shown, and how many gave each score from 0. */
  byRate: Map<number, { shown: number; scores: number[] }>
}

export function newTally(): Tally {
  return { shown: 0, commented: 0, dismissed: 0, imported: 0, byRate: new Map() }
}

/** Adds what was asked at `sampleRate` to `tally`; null of what was imported, of which nobody knows it: it counts as 1. */
export function addCell(tally: Tally, cell: ScoreCell, rate: number | null): void {
  const isImported = rate === null
  const sampleRate = rate ?? 1
  const { commented, dismissed } = cell
  const shown = isImported ? 0 : cell.shown
  tally.shown += shown
  if (isImported) tally.imported += cell.shown
  else tally.commented += commented
  tally.dismissed += dismissed
  const { s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10 } = cell
  const scores = [s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10]
  const same = tally.byRate.get(sampleRate)
  if (!same) {
    tally.byRate.set(sampleRate, { shown, scores })
    return
  }
  same.shown += shown
  for (const [score, count] of scores.entries()) same.scores[score] = (same.scores[score] ?? 0) + count
}

/** What was asked at each sample rate, in an order that does not depend on that of the cells. */
export function ratesOf({ byRate }: Tally): { sampleRate: number; shown: number; scores: number[] }[] {
  return [...byRate]
    .map(([sampleRate, of]) => ({ sampleRate, ...of }))
    .sort((a, b) => b.sampleRate - a.sampleRate)
}

/** How many gave each answer of the metric's scale, at whatever rate, lowest first. */
export function countsOf(metric: Metric, tally: Tally): [score: number, count: number][] {
  const rates = [...tally.byRate.values()]
  return answersOf(metric).map(score => [
    score,
    rates.reduce((sum, { scores }) => sum + (scores[score] ?? 0), 0),
  ])
}

/** How many answered. */
export function answeredOf(counts: Iterable<readonly [number, number]>): number {
  let n = 0
  for (const [, count] of counts) n += count
  return n
}

/** How many of `counts` fell in each band, lowest first. */
export function bandCounts(metric: Metric, counts: readonly (readonly [number, number])[]) {
  return bands[metric].map(({ segment, min, max }) => ({
    segment,
    count: answeredOf(counts.filter(([score]) => score >= min && score <= max)),
  }))
}

/** The moments of what the metric's score is the mean of: scores of stars, else 100 for the best band, 0 and -100. */
export function scoreMoments(metric: Metric, counts: readonly (readonly [number, number])[]): Moments {
  if (metric === 'stars') return momentsOf(counts)
  const of = bandCounts(metric, counts)
  const top = of.at(-1)?.count ?? 0
  const bottom = metric === 'nps' ? (of[0]?.count ?? 0) : 0
  return momentsOf([
    [100, top],
    [0, answeredOf(counts) - top - bottom],
    [-100, bottom],
  ])
}

/** As `scoreOf` takes them. */
export const scoreCounts = (counts: readonly (readonly [number, number])[]): ScoreCounts => new Map(counts)
