import type { DeliveryPage, Destination, DestinationKind } from '@tyck/shared/admin/destinations'
import { address, withQuery } from '../../../api/address.ts'
import { mayOwn, useProject } from '../../../api/project.ts'
import { useResource } from '../../../api/useResource.ts'
import { Button } from '../../../parts/Button.tsx'
import { Empty } from '../../../parts/Empty.tsx'
import { Table } from '../../../parts/Table.tsx'
import { ago } from '../../../texts/en/ago.ts'
import { deliveries } from '../../../texts/en/deliveries.ts'
import { settingsDestinations as t } from '../../../texts/en/settingsDestinations.ts'

/** All destinations with how each does; owners add one of a kind. */
export function DestinationList({
  destinations,
  onOpen,
  onAdd,
}: {
  destinations: readonly Destination[]
  onOpen(id: string): void
  onAdd(kind: DestinationKind): void
}) {
  const isOwner = mayOwn(useProject())
  const isEmpty = destinations.length === 0
  const add = isOwner && (
    <div class="row">
      {(Object.keys(t.add) as DestinationKind[]).map((kind, at) => (
        <Button key={kind} look={isEmpty && at === 0 ? 'primary' : 'usual'} onClick={() => onAdd(kind)}>
          {t.add[kind]}
        </Button>
      ))}
    </div>
  )
  return (
    <>
      <p class="quiet">{t.about}</p>
      {isEmpty ? (
        <Empty title={t.none} action={add}>
          <p>{t.noneAbout}</p>
          {!isOwner && <p>{t.ownerAdds}</p>}
        </Empty>
      ) : (
        <>
          <Table
            caption={t.caption}
            rows={destinations}
            rowKey={({ id }) => id}
            columns={[
              {
                key: 'name',
                head: t.name,
                cell: destination => (
                  <>
                    <a
                      href={`?destination=${destination.id}`}
                      dir="auto"
                      onClick={event => {
                        if (event.metaKey || event.ctrlKey || event.shiftKey) return
                        event.preventDefault()
                        onOpen(destination.id)
                      }}
                    >
                      {destination.name}
                    </a>
                    <div class="quiet destination-where">
                      {t.kinds[destination.kind]} · <bdi>{whereOf(destination)}</bdi>
                    </div>
                  </>
                ),
              },
              { key: 'state', head: t.state, cell: destination => <State destination={destination} /> },
              { key: 'last', head: t.last, isWide: true, cell: ({ id }) => <LastDelivery id={id} /> },
            ]}
          />
          {add}
        </>
      )}
    </>
  )
}

/** Where it is, as far as may be told. */
export function whereOf(destination: Destination): string {
  return destination.kind === 'email' ? destination.to.join(', ') : destination.url
}

function State({ destination: { state, failingSince, waiting } }: { destination: Destination }) {
  const isFailing = state === 'on' && failingSince !== null
  return (
    <>
      <span class={isFailing || state === 'disabled' ? 'missing' : ''}>
        {isFailing ? t.failing : t.states[state]}
      </span>
      {waiting > 0 && <div class="quiet">{t.waiting(waiting)}</div>}
    </>
  )
}

/** What became of the newest delivery: read for each, for the list does not know it. */
function LastDelivery({ id }: { id: string }) {
  const { data } = useResource<DeliveryPage>(
    withQuery(address`/v1/destinations/${id}/deliveries`, { limit: 1 }),
  )
  const [last] = data?.deliveries ?? []
  if (!data) return null
  if (!last) return <span class="quiet">{t.noDelivery}</span>
  return (
    <>
      {deliveries.deliveryStates[last.state]}
      <div class="quiet">{ago(last.createdAt, Date.now())}</div>
    </>
  )
}
