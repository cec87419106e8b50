import type { Metric, Segment } from '@tyck/shared/metric'
import { bands, segmentOf } from '@tyck/shared/metric'

const words: Record<Segment, string> = {
  promoter: 'Promoter',
  passive: 'Passive',
  detractor: 'Detractor',
  satisfied: 'Satisfied',
  neutral: 'Neutral',
  dissatisfied: 'Dissatisfied',
  easy: 'Easy',
  hard: 'Hard',
  up: 'Thumbs up',
  down: 'Thumbs down',
  happy: 'Happy',
  unhappy: 'Unhappy',
}

/** Who gave a score, in a word: "Detractor", "Dissatisfied". */
export function tellSegment(metric: Metric, score: number): string {
  const segment = segmentOf(metric, score)
  return segment ? words[segment] : ''
}

/** Whether a score is in its metric's lowest segment: detractors, and who else alarms. */
export const isLow = (metric: Metric, score: number | null): boolean =>
  score !== null && score <= (bands[metric][0]?.max ?? -1)
