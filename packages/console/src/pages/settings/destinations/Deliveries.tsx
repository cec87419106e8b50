import type { Delivery, DeliveryPage, DeliveryState, Destination } from '@tyck/shared/admin/destinations'
import { useState } from 'preact/hooks'
import { address, withQuery } from '../../../api/address.ts'
import { mayOwn, useProject } from '../../../api/project.ts'
import { useAction } from '../../../api/useAction.ts'
import { usePages } from '../../../api/usePages.ts'
import { useSend } from '../../../api/useSend.ts'
import { oneOf, useQuery } from '../../../app/useQuery.ts'
import { Button } from '../../../parts/Button.tsx'
import { Filters, Pick } from '../../../parts/Filters.tsx'
import { OfZone } from '../../../parts/OfZone.tsx'
import { Problem } from '../../../parts/Problem.tsx'
import { optionsOf } from '../../../parts/Select.tsx'
import { Skeleton } from '../../../parts/Skeleton.tsx'
import { say } from '../../../parts/Status.tsx'
import { Table } from '../../../parts/Table.tsx'
import { type Moments, useMoments } from '../../../parts/useMoments.ts'
import { deliveries as t } from '../../../texts/en/deliveries.ts'
import { destinationForm } from '../../../texts/en/destinationForm.ts'
import { settings } from '../../../texts/en/settings.ts'
import { ReplayDialog } from './ReplayDialog.tsx'

const states = Object.keys(t.deliveryStates) as DeliveryState[]

/** What was sent to a destination and what became of it, newest first; owners have it sent again. */
export function Deliveries({ id }: { id: Destination['id'] }) {
  const isOwner = mayOwn(useProject())
  const { tell, timeZone } = useMoments()
  const send = useSend()
  const [{ show }, setQuery] = useQuery({ show: oneOf(['all', ...states], 'all') })
  const [isReplaying, setReplaying] = useState(false)
  const path = address`/v1/destinations/${id}/deliveries`
  const list = usePages<DeliveryPage, Delivery>(
    withQuery(path, { state: show === 'all' ? undefined : show }),
    page => page.deliveries,
  )
  const retry = useAction(async (delivery: Delivery) => {
    await send('POST', `${path}/${encodeURIComponent(delivery.id)}/retry`)
    list.patch(delivery.id, { state: 'waiting', dueAt: null })
    say(t.retried)
  })
  const { rows, failure, next } = list
  return (
    <section class="stack">
      <h2>{t.title}</h2>
      <p class="quiet">{t.about}</p>
      <Filters label={t.show}>
        <Pick
          label={t.show}
          options={optionsOf(t.shows)}
          value={show}
          onValue={value => setQuery({ show: value })}
        />
        <Button look="plain" busy={list.isReading} onClick={() => void list.reload()}>
          {t.again}
        </Button>
        {isOwner && (
          <Button look="plain" onClick={() => setReplaying(true)}>
            {t.replay}
          </Button>
        )}
      </Filters>
      {retry.failure && <Problem failure={retry.failure} />}
      {failure && <Problem failure={failure} retry={rows ? list.more : list.reload} />}
      {!rows && !failure && <Skeleton label={settings.reading} lines={4} />}
      {rows?.length === 0 && <p>{show === 'all' ? t.none : t.noneOfState}</p>}
      {rows && rows.length > 0 && (
        <>
          <Table
            caption={t.title}
            rows={rows}
            rowKey={delivery => delivery.id}
            columns={[
              {
                key: 'when',
                head: t.when,
                cell: ({ createdAt }) => <span class="quiet">{tell(createdAt)}</span>,
              },
              { key: 'what', head: t.what, cell: whatOf },
              { key: 'became', head: t.became, cell: delivery => <Became delivery={delivery} tell={tell} /> },
              ...(isOwner
                ? [
                    {
                      key: 'actions',
                      head: <span class="heard">{t.actions}</span>,
                      cell: (delivery: Delivery) =>
                        delivery.kind !== 'test' && (
                          <div class="actions">
                            <Button
                              look="plain"
                              aria-label={t.retryThis(whatOf(delivery), tell(delivery.createdAt))}
                              onClick={() => retry.run(delivery)}
                            >
                              {t.retry}
                            </Button>
                          </div>
                        ),
                    },
                  ]
                : []),
            ]}
          />
          <OfZone timeZone={timeZone} />
          {next !== null && (
            <div>
              <Button busy={list.isReading} onClick={list.more}>
                {t.older}
              </Button>
            </div>
          )}
        </>
      )}
      {isReplaying && (
        <ReplayDialog id={id} onDone={() => void list.reload()} onClose={() => setReplaying(false)} />
      )}
    </section>
  )
}

function whatOf({ kind, type }: Delivery): string {
  return (destinationForm.event as Record<string, string>)[type ?? ''] ?? t.whats[kind]
}

/** What became of it, and of each attempt. */
function Became({ delivery, tell }: { delivery: Delivery; tell: Moments['tell'] }) {
  const { state, status, error, attempts, dueAt, tries, createdAt } = delivery
  const isWrong = state === 'failed' || (state === 'waiting' && attempts > 0)
  return (
    <>
      <span class={state === 'failed' ? 'missing' : ''}>{t.deliveryStates[state]}</span>
      {isWrong && (status !== null || error !== null) && (
        <div class="quiet">{t.wentWrong({ status, error })}</div>
      )}
      {state === 'skipped' && <div class="quiet">{t.skippedWhy(error)}</div>}
      {state === 'waiting' && attempts > 0 && dueAt && <div class="quiet">{t.nextTry(tell(dueAt))}</div>}
      {tries.length > 1 && (
        <details class="tries">
          <summary>
            {t.attempts(tries.length)}
            <span class="heard">: {t.attemptsOf(whatOf(delivery), tell(createdAt))}</span>
          </summary>
          <ol class="quiet">
            {tries.map(each => (
              <li key={each.at}>{t.try({ ...each, at: tell(each.at) })}</li>
            ))}
          </ol>
        </details>
      )}
    </>
  )
}
