import { bands, type Metric, type Segment } from '@tyck/shared/metric'

/** How a segment looks: its place in the scale, which colour repeats. */
export function lookOf(metric: Metric, segment: Segment | null): 'low' | 'middle' | 'high' | 'none' {
  if (segment === null) return 'none'
  const place = bands[metric].findIndex(band => band.segment === segment)
  if (place === bands[metric].length - 1) return 'high'
  return place === 0 ? 'low' : 'middle'
}
