import type { Destination, TestResult } from '@tyck/shared/admin/destinations'
import { useState } from 'preact/hooks'
import { address } from '../../../api/address.ts'
import { useAction } from '../../../api/useAction.ts'
import { useSend } from '../../../api/useSend.ts'
import { Button } from '../../../parts/Button.tsx'
import { ConfirmByName } from '../../../parts/ConfirmByName.tsx'
import { Dialog } from '../../../parts/Dialog.tsx'
import { Notice } from '../../../parts/Notice.tsx'
import { Problem } from '../../../parts/Problem.tsx'
import { say } from '../../../parts/Status.tsx'
import { deliveries } from '../../../texts/en/deliveries.ts'
import { settingsDestinations as t } from '../../../texts/en/settingsDestinations.ts'

/** What an owner does with a destination: tries it, turns it on or off, changes it, deletes it. */
export function DestinationActions({
  destination: { id, name, kind, state, waiting },
  onSecret,
  onTested,
  onEdit,
  onRemoved,
}: {
  destination: Destination
  onSecret(secret: string): void
  onTested(): void
  onEdit(): void
  onRemoved(): void
}) {
  const send = useSend()
  const [asked, setAsked] = useState<'rotate' | 'remove'>()
  const [result, setResult] = useState<TestResult>()
  const path = address`/v1/destinations/${id}`
  const test = useAction(async () => {
    setResult(undefined)
    setResult(await send<TestResult>('POST', `${path}/test`))
    onTested()
  })
  const turn = useAction(async (next: 'on' | 'off') => {
    await send('PUT', `${path}/state`, { state: next })
    say(next === 'on' ? t.turnedOn(name) : t.turnedOff(name))
  })
  const rotate = useAction(async () => {
    onSecret((await send<{ secret: string }>('POST', `${path}/secret`)).secret)
    setAsked(undefined)
  })
  const remove = useAction(async () => {
    await send('DELETE', path)
    say(t.removed(name))
    onRemoved()
  })
  const failure = test.failure ?? turn.failure
  return (
    <>
      <div class="row">
        <Button look="primary" busy={test.isRunning} onClick={() => test.run()}>
          {deliveries.test}
        </Button>
        <Button busy={turn.isRunning} onClick={() => turn.run(state === 'on' ? 'off' : 'on')}>
          {state === 'on' ? t.turnOff : t.turnOn}
        </Button>
        <Button onClick={onEdit}>{t.edit}</Button>
        {kind === 'webhook' && <Button onClick={() => setAsked('rotate')}>{t.rotate}</Button>}
        <Button look="danger" onClick={() => setAsked('remove')}>
          {t.remove}
        </Button>
      </div>
      <div role="status" class="test-result">
        {test.isRunning && <p class="quiet">{deliveries.testing}</p>}
        {result && <Notice look={result.delivered ? 'good' : 'warn'}>{deliveries.tested(result)}</Notice>}
      </div>
      {failure && <Problem failure={failure} />}
      {asked === 'rotate' && (
        <Dialog title={t.rotateTitle} onClose={() => setAsked(undefined)}>
          <p>{t.rotateAbout}</p>
          {rotate.failure && <Problem failure={rotate.failure} />}
          <div class="row">
            <Button look="primary" busy={rotate.isRunning} onClick={() => rotate.run()}>
              {t.rotateGo}
            </Button>
            <Button onClick={() => setAsked(undefined)}>{t.cancel}</Button>
          </div>
        </Dialog>
      )}
      {asked === 'remove' && (
        <ConfirmByName
          title={t.removeTitle(name)}
          name={name}
          go={t.remove}
          action={remove}
          onClose={() => setAsked(undefined)}
        >
          <p>{t.removeGone(waiting)}</p>
        </ConfirmByName>
      )}
    </>
  )
}
