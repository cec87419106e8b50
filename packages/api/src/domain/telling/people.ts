import type { emailInput, slackInput } from '@tyck/shared/admin/destinations'
import type { Metric } from '@tyck/shared/metric'
import type { z } from 'zod'
import type { DestinationRow } from '../../store/destinations.ts'
import type { NewEvent } from '../../store/events.ts'
import { detractorKey } from './alerts/detractorKey.ts'
import type { NotedType, Planned } from './destinationKind.ts'
import { isLow } from './notices/segmentWords.ts'
import { passes, passesFilters } from './passes.ts'

type ForPeople = z.output<typeof slackInput> | z.output<typeof emailInput>

/** What destinations of people have beside where they are. */
export type PeopleSettings = Pick<ForPeople, 'digest' | 'alerts' | 'comments'>

/** How long nothing must have changed before anybody is alarmed, in milliseconds: by then a mis-tap is put right. */
const quietMs = 300_000

export const settingsOf = ({ digest, alerts, comments }: ForPeople): PeopleSettings => ({
  digest,
  alerts,
  comments,
})

/** Alerts live on what becomes of an answer, and wait for the end of its panel. */
export const wantsForPeople = ({ events, alerts }: ForPeople): NotedType[] =>
  alerts.detractors
    ? [...events, 'response.answered', 'response.commented', 'response.changed', 'response.closed']
    : events

/** The event itself, where it is told; and an alert that waits until nothing changes any more. */
export function planForPeople(event: NewEvent, destination: DestinationRow): Planned[] {
  return [
    ...(passes(event, destination) ? [{ kind: 'event' as const }] : []),
    ...alertsOf(event, destination),
  ]
}

/** What an alert is about: the answer, or what became of one that was told of. */
export type AlertBody =
  | { alert: 'detractor' }
  /** Its score before, and whether a comment came. */
  | { alert: 'changed'; was: number | null; commented: boolean }

function alertsOf(event: NewEvent, { settings, filters }: DestinationRow): Planned[] {
  const { alerts } = settings as unknown as PeopleSettings
  const { type, response_id: id, metric, score, previous_score: was, closed } = event
  if (!alerts.detractors || id === null || metric === null) return []
  // Whether it has a comment is looked at when it is told; the comment may still come.
  const { hasComment: _, ...others } = filters
  if (!passesFilters(event, others)) return []
  if (!isLow(metric as Metric, score) && !isLow(metric as Metric, was)) return []
  // Where one state brought an answer and more, the answer says it all: two plans would be two messages where the first
  // is under way already.
  const isFirst = was === null && type !== 'response.answered'
  const isEnded = type === 'response.commented' && closed
  const dueInMs = closed ? 0 : quietMs
  const told: AlertBody = { alert: 'detractor' }
  const key = detractorKey(id)
  const alert: Planned[] = isFirst || isEnded ? [] : [{ kind: 'alert', key, body: told, dueInMs }]
  if (type !== 'response.changed' && type !== 'response.commented') return alert
  const change: AlertBody = { alert: 'changed', was, commented: type === 'response.commented' }
  return [...alert, { kind: 'alert', key: `changed ${id}`, after: key, body: change, dueInMs }]
}
