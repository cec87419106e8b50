import type { Key, NewKey } from '@tyck/shared/admin/keys'
import { useState } from 'preact/hooks'
import { address } from '../../api/address.ts'
import { useAction } from '../../api/useAction.ts'
import { useSend } from '../../api/useSend.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Form, FormProblem } from '../../parts/Form.tsx'
import { Select } from '../../parts/Select.tsx'
import { settingsKeys as t } from '../../texts/en/settingsKeys.ts'

/** Puts a new key in the place of one, which goes on for a while. */
export function ReplaceKey({
  replaced: { id, kind },
  name,
  onMade,
  onClose,
}: {
  replaced: Key
  name: string
  onMade(key: NewKey): void
  onClose(): void
}) {
  const send = useSend()
  const [hours, setHours] = useState(kind === 'secret' ? '24' : '168')
  const replace = useAction(async () => {
    const path = address`/v1/keys/${id}/rotate`
    onMade(await send<NewKey>('POST', path, { overlapHours: Number(hours) }))
    onClose()
  })
  return (
    <Dialog title={kind === 'secret' ? t.replaceTitle(name) : t.publishableTitle} onClose={onClose}>
      <p>{kind === 'secret' ? t.replaceAbout : t.replacePublishable}</p>
      <Form action={replace} onSubmit={replace.run}>
        <Select
          label={t.overlap}
          options={Object.entries(t.hours).map(([value, label]) => ({ value, label }))}
          value={hours}
          onValue={setHours}
        />
        <FormProblem failure={replace.failure} />
        <div class="row">
          <Button type="submit" look="primary" busy={replace.isRunning}>
            {t.replaceGo}
          </Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </Form>
    </Dialog>
  )
}
