import type { Metric, Segment } from '@tyck/shared/metric'

/** A part of a scale, from `min` to `max`, both included. */
export interface Band {
  segment: Segment
  min: number
  max: number
}

/** The bands of each metric's scale, lowest first; a test holds them to what the service goes by. */
export const bands: Record<Metric, Band[]> = {
  nps: [
    { segment: 'detractor', min: 0, max: 6 },
    { segment: 'passive', min: 7, max: 8 },
    { segment: 'promoter', min: 9, max: 10 },
  ],
  csat: [
    { segment: 'dissatisfied', min: 1, max: 2 },
    { segment: 'neutral', min: 3, max: 3 },
    { segment: 'satisfied', min: 4, max: 5 },
  ],
  ces: [
    { segment: 'hard', min: 1, max: 3 },
    { segment: 'neutral', min: 4, max: 4 },
    { segment: 'easy', min: 5, max: 7 },
  ],
  thumbs: [
    { segment: 'down', min: 0, max: 0 },
    { segment: 'up', min: 1, max: 1 },
  ],
  smileys: [
    { segment: 'unhappy', min: 1, max: 2 },
    { segment: 'happy', min: 3, max: 4 },
  ],
  stars: [
    { segment: 'dissatisfied', min: 1, max: 2 },
    { segment: 'neutral', min: 3, max: 3 },
    { segment: 'satisfied', min: 4, max: 5 },
  ],
}

/** The answers of a metric's scale, lowest first. */
export function answersOf(metric: Metric): number[] {
  const [min, max] = [bands[metric][0]?.min ?? 0, bands[metric].at(-1)?.max ?? 0]
  return Array.from({ length: max - min + 1 }, (_, step) => min + step)
}

/** Metrics whose answers are pictures: each needs a name. */
export const inPictures: readonly Metric[] = ['thumbs', 'smileys', 'stars']
