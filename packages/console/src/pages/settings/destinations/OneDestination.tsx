import type { Destination } from '@tyck/shared/admin/destinations'
import { useState } from 'preact/hooks'
import { mayOwn, useProject } from '../../../api/project.ts'
import { Button } from '../../../parts/Button.tsx'
import { Notice } from '../../../parts/Notice.tsx'
import { useMoments } from '../../../parts/useMoments.ts'
import { settingsDestinations as t } from '../../../texts/en/settingsDestinations.ts'
import { Deliveries } from './Deliveries.tsx'
import { DestinationActions } from './DestinationActions.tsx'
import { DestinationFacts } from './DestinationFacts.tsx'

/** One destination: how it does, what it is told, and what was sent there. */
export function OneDestination({
  destination,
  onSecret,
  onEdit,
  onRemoved,
  onLeave,
}: {
  /** undefined where it is not there any more. */
  destination: Destination | undefined
  onSecret(secret: string): void
  onEdit(): void
  onRemoved(): void
  onLeave(): void
}) {
  const isOwner = mayOwn(useProject())
  const { tell } = useMoments()
  // What was tried is in the log: it is read anew.
  const [tests, setTests] = useState(0)
  const back = (
    <div>
      <Button look="plain" onClick={onLeave}>
        ← {t.all}
      </Button>
    </div>
  )
  if (!destination) {
    return (
      <>
        {back}
        <p>{t.missing}</p>
      </>
    )
  }
  const { name, kind, state, why, failingSince, waiting } = destination
  return (
    <>
      {back}
      <h2 dir="auto">
        {name} <span class="tag">{t.kinds[kind]}</span> <span class="tag">{t.states[state]}</span>
      </h2>
      {state === 'disabled' && why !== null && (
        <Notice look="warn">
          <p>
            <b>{t.why[why].title}</b>
          </p>
          <p>{t.why[why].about}</p>
        </Notice>
      )}
      {state === 'on' && failingSince !== null && (
        <Notice look="warn">
          <p>
            <b>{t.failingTitle}</b>
          </p>
          <p>{t.failingAbout(tell(failingSince), waiting)}</p>
        </Notice>
      )}
      {isOwner && (
        <DestinationActions
          destination={destination}
          onSecret={onSecret}
          onTested={() => setTests(tests + 1)}
          onEdit={onEdit}
          onRemoved={onRemoved}
        />
      )}
      <DestinationFacts destination={destination} />
      <Deliveries key={tests} id={destination.id} />
    </>
  )
}
