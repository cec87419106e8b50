/**
 * The six metrics: their scales, their bands and their scores.
 *
 * Counts are kept and computed unrounded; `roundScore` rounds once, where a figure is shown.
 * Imports nothing, so that the widget can take values from here.
 */

export const metrics = ['nps', 'csat', 'ces', 'thumbs', 'smileys', 'stars'] as const

export type Metric = (typeof metrics)[number]

/** The lowest and the highest answer, both included; every whole number between them is an answer. */
export interface Scale {
  readonly min: number
  readonly max: number
}

/** A named part of a scale, from `min` to `max`, both included. */
export interface Band extends Scale {
  readonly segment: Segment
}

export type Segment =
  | 'promoter'
  | 'passive'
  | 'detractor'
  | 'satisfied'
  | 'neutral'
  | 'dissatisfied'
  | 'easy'
  | 'hard'
  | 'up'
  | 'down'
  | 'happy'
  | 'unhappy'

/**
 * Each metric's bands, lowest first; together they cover its scale.
 * NPS: Reichheld 2003. CSAT: top-2-box. CES 2.0: 7 is "strongly agree" that it was easy.
 */
export const bands: Readonly<Record<Metric, readonly Band[]>> = {
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

/** The scale of `metric`: from its lowest band's first answer to its highest band's last. */
export function scaleOf(metric: Metric): Scale {
  const of = bands[metric]
  return { min: of[0]?.min ?? 0, max: of.at(-1)?.max ?? 0 }
}

/** The answers of `metric`'s scale in ascending order: 0 to 10 for NPS. */
export function answersOf(metric: Metric): number[] {
  const { min, max } = scaleOf(metric)
  return Array.from({ length: max - min + 1 }, (_, step) => min + step)
}

/** The segment that `score` falls in; undefined where it is not an answer of the scale. */
export function segmentOf(metric: Metric, score: number): Segment | undefined {
  if (!Number.isInteger(score)) return undefined
  return bands[metric].find(band => score >= band.min && score <= band.max)?.segment
}

/** How many responses gave each score: `counts.get(9) === 15`. Scores that nobody gave may be left out. */
export type ScoreCounts = ReadonlyMap<number, number>

/**
 * The score of a metric over its answered responses, unrounded; null where nobody answered.
 * NPS in -100..100, CSAT, CES, thumbs and smileys as the percentage in the top band (0..100), stars as their
 * mean (1..5).
 * @throws RangeError where a count is negative or fractional, or its score is not on the scale
 */
export function scoreOf(metric: Metric, counts: ScoreCounts): number | null {
  let answered = 0
  let total = 0
  let top = 0
  let bottom = 0
  for (const [score, count] of counts) {
    const segment = segmentOf(metric, score)
    if (!segment) throw new RangeError(`${score} is not on the scale of ${metric}`)
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`${count} is not a count of responses`)
    answered += count
    total += score * count
    if (segment === bands[metric].at(-1)?.segment) top += count
    if (segment === bands[metric][0]?.segment) bottom += count
  }
  if (answered === 0) return null
  if (metric === 'nps') return (100 * (top - bottom)) / answered
  if (metric === 'stars') return total / answered
  return (100 * top) / answered
}

/**
 * `value` rounded to `digits` decimals, half away from zero, as figures are shown; never -0.
 * The nudge undoes what binary fractions take away: 1.005 is stored as 1.00499…
 */
export function roundScore(value: number, digits = 0): number {
  const factor = 10 ** digits
  const magnitude = Math.abs(value) * factor
  const rounded = Math.floor(magnitude + 0.5 + magnitude * Number.EPSILON) / factor
  return value < 0 && rounded !== 0 ? -rounded : rounded
}
