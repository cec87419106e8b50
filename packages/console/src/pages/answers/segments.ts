import type { Metric, Segment } from '@tyck/shared/metric'

/** Each metric's segments, lowest first. */
export const segmentsOf: Record<Metric, readonly Segment[]> = {
  nps: ['detractor', 'passive', 'promoter'],
  csat: ['dissatisfied', 'neutral', 'satisfied'],
  ces: ['hard', 'neutral', 'easy'],
  thumbs: ['down', 'up'],
  smileys: ['unhappy', 'happy'],
  stars: ['dissatisfied', 'neutral', 'satisfied'],
}

/** How a segment looks: its place in the scale, which colour repeats. */
export function lookOf(metric: Metric, segment: Segment | null): 'low' | 'middle' | 'high' | 'none' {
  if (segment === null) return 'none'
  const segments = segmentsOf[metric]
  const place = segments.indexOf(segment)
  if (place === segments.length - 1) return 'high'
  return place === 0 ? 'low' : 'middle'
}
