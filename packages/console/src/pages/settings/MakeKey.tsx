import type { NewKey } from '@tyck/shared/admin/keys'
import { useState } from 'preact/hooks'
import { useAction } from '../../api/useAction.ts'
import { useSend } from '../../api/useSend.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field } from '../../parts/Field.tsx'
import { Form, FormProblem } from '../../parts/Form.tsx'
import { settingsKeys as t } from '../../texts/en/settingsKeys.ts'

/** Asks whose key it will be, and makes it. */
export function MakeKey({ onMade, onClose }: { onMade(key: NewKey): void; onClose(): void }) {
  const send = useSend()
  const [name, setName] = useState('')
  const make = useAction(async () => {
    onMade(await send<NewKey>('POST', '/v1/keys', { name }))
    onClose()
  })
  return (
    <Dialog title={t.makeTitle} onClose={onClose}>
      <Form action={make} onSubmit={make.run}>
        <Field
          label={t.whose}
          hint={t.whoseHint}
          value={name}
          onValue={setName}
          pointer="/name"
          maxLength={80}
          autoComplete="off"
        />
        <FormProblem failure={make.failure} shown={['/name']} />
        <div class="row">
          <Button type="submit" look="primary" busy={make.isRunning}>
            {t.makeGo}
          </Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </Form>
    </Dialog>
  )
}
