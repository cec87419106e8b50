import type { Touchpoint } from '@tyck/shared/admin/touchpoints'
import { useState } from 'preact/hooks'
import { useAction } from '../../api/useAction.ts'
import { useSend } from '../../api/useSend.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { say } from '../../parts/Status.tsx'
import { journey as t } from '../../texts/en/journey.ts'

/** The touchpoints in the order of the journey, each moved up or down by a button. */
export function OrderDialog({
  touchpoints,
  onClose,
}: {
  touchpoints: readonly Touchpoint[]
  onClose(): void
}) {
  const send = useSend()
  const [order, setOrder] = useState(touchpoints)
  const save = useAction(async () => {
    await send('PUT', '/v1/touchpoints', { order: order.map(({ key }) => key) })
    onClose()
    say(t.saved)
  })
  const move = (from: number, to: number) => {
    const next = [...order]
    next.splice(to, 0, ...next.splice(from, 1))
    setOrder(next)
  }
  return (
    <Dialog title={t.orderTitle} onClose={onClose}>
      <p class="quiet">{t.orderAbout}</p>
      <ol class="order">
        {order.map(({ key, name }, at) => (
          <li key={key}>
            <span>{name}</span>
            <Button look="plain" aria-label={t.up(name)} disabled={at === 0} onClick={() => move(at, at - 1)}>
              ↑
            </Button>
            <Button
              look="plain"
              aria-label={t.down(name)}
              disabled={at === order.length - 1}
              onClick={() => move(at, at + 1)}
            >
              ↓
            </Button>
          </li>
        ))}
      </ol>
      {save.failure && <Problem failure={save.failure} />}
      <div class="row">
        <Button look="primary" busy={save.isRunning} onClick={() => void save.run()}>
          {t.save}
        </Button>
        <Button onClick={onClose}>{t.cancel}</Button>
      </div>
    </Dialog>
  )
}
