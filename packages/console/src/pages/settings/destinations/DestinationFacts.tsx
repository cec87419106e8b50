import type { Destination, ToldField } from '@tyck/shared/admin/destinations'
import type { ComponentChildren } from 'preact'
import type { TouchpointList } from '../../../api/touchpoints.ts'
import { useResource } from '../../../api/useResource.ts'
import { useMoments } from '../../../parts/useMoments.ts'
import { destinationForm as form } from '../../../texts/en/destinationForm.ts'
import { reading } from '../../../texts/en/reading.ts'
import { settingsDestinations as t } from '../../../texts/en/settingsDestinations.ts'
import { whereOf } from './DestinationList.tsx'

const words = new Intl.ListFormat('en')

/** Where it is and what it is told, in words. */
export function DestinationFacts({ destination }: { destination: Destination }) {
  const { tell } = useMoments()
  const { touchpoints = [] } = useResource<TouchpointList>('/v1/touchpoints?archived=true').data ?? {}
  const { kind, events, filters } = destination
  const nameOf = (key: string) => touchpoints.find(each => each.key === key)?.name ?? key
  const only = [
    filters.touchpoints && words.format(filters.touchpoints.map(nameOf)),
    filters.segments && words.format(filters.segments.map(each => reading.segments[each])),
    filters.hasComment !== undefined && form.comment[filters.hasComment ? 'yes' : 'no'],
    filters.verified !== undefined && form.verifieds[filters.verified ? 'yes' : 'no'],
    filters.tests && form.tests,
  ].filter(part => part !== false && part !== undefined)
  return (
    <dl class="destination-facts">
      <Fact name={t.url}>
        <bdi>{whereOf(destination)}</bdi>
      </Fact>
      {kind === 'webhook' && (
        <Fact name={t.signed}>
          {words.format(
            destination.secrets.map(({ createdAt, endsAt }) =>
              endsAt === null ? t.secretSince(tell(createdAt)) : t.secretUntil(tell(createdAt), tell(endsAt)),
            ),
          )}
        </Fact>
      )}
      <Fact name={t.tells}>
        {events.length === 0 ? t.toldNothing : t.listed(events.map(each => form.event[each]))}
      </Fact>
      {kind !== 'webhook' && (
        <>
          <Fact name={t.digestTold}>{digestWords(destination.digest)}</Fact>
          <Fact name={t.alertsTold}>
            {(['detractors', 'silence'] as const)
              .filter(alert => destination.alerts[alert])
              .map(alert => form.alert[alert])
              .join(', ') || t.noDigest}
          </Fact>
        </>
      )}
      {kind !== 'webhook' && (
        <Fact name={t.comments}>{destination.comments ? t.commentsTold : t.commentsKept}</Fact>
      )}
      <Fact name={t.only}>
        {only.length === 0 ? t.everything : <span dir="auto">{only.join('; ')}</span>}
      </Fact>
      {kind === 'webhook' && <Fact name={t.sends}>{sentWords(destination.fields)}</Fact>}
    </dl>
  )
}

function digestWords(digest: Extract<Destination, { kind: 'email' }>['digest']): string {
  if (!digest) return t.noDigest
  const hour = form.hours[digest.hour] ?? ''
  return digest.per === 'day'
    ? form.digestAt.day(hour)
    : form.digestAt.week(form.weekdays[digest.weekday - 1] ?? '', hour)
}

/** What of a response is sent; where that is nearly all, what is not. */
function sentWords(fields: readonly ToldField[]): string {
  const every = Object.keys(form.field) as ToldField[]
  const left = every.filter(field => !fields.includes(field))
  if (left.length === 0) return t.wholeResponse
  const isMost = left.length < 6
  const told = t.listed((isMost ? left : fields).map(field => form.field[field]))
  return isMost ? t.allBut(told) : told || t.onlyIds
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
