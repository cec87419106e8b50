import { type Metric, segmentOf } from '@tyck/shared/metric'
import type { DestinationRow } from '../../store/destinations.ts'
import type { NewEvent } from '../../store/events.ts'

/**
 * Whether a destination tells an event: it tells its type, and its filters let the response pass, as it was then. A
 * change passes by the score before or the score after. What is about no response passes any filter.
 */
export function passes(
  event: NewEvent,
  { events, filters }: Pick<DestinationRow, 'events' | 'filters'>,
): boolean {
  return events.includes(event.type) && passesFilters(event, filters)
}

/** The same whatever its type. */
export function passesFilters(event: NewEvent, filters: DestinationRow['filters']): boolean {
  if (event.response_id === null) return true
  const { touchpoints, segments, hasComment, verified, tests } = filters
  if (event.test && !tests) return false
  if (touchpoints && !touchpoints.includes(event.touchpoint ?? '')) return false
  if (hasComment !== undefined && event.commented !== hasComment) return false
  if (verified !== undefined && event.verified !== verified) return false
  return !segments || segmentsOf(event).some(segment => segments.includes(segment))
}

/** The segment of its score, and of the score that it took the place of. */
function segmentsOf({ metric, type, score, previous_score: before }: NewEvent) {
  const scores = type === 'response.changed' ? [score, before] : [score]
  return scores.flatMap(one => (one === null ? [] : (segmentOf(metric as Metric, one) ?? [])))
}
