import { useState } from 'preact/hooks'
import { request } from '../../api/request.ts'
import { useAction } from '../../api/useAction.ts'
import { useSession } from '../../app/session.tsx'
import { Button } from '../../parts/Button.tsx'
import { Field } from '../../parts/Field.tsx'
import { Form, FormProblem } from '../../parts/Form.tsx'
import { say } from '../../parts/Status.tsx'
import { account as t } from '../../texts/en/account.ts'

export function NameForm({ name: before }: { name: string }) {
  const { refresh } = useSession()
  const [name, setName] = useState(before)
  const save = useAction(async () => {
    await request('/v1/account', { method: 'PUT', body: { name } })
    await refresh()
    say(t.nameSaved)
  })
  return (
    <Form action={save} onSubmit={save.run}>
      <Field
        label={t.name}
        autoComplete="name"
        value={name}
        onValue={setName}
        pointer="/name"
        maxLength={80}
      />
      <FormProblem failure={save.failure} shown={['/name']} />
      <div>
        <Button type="submit" busy={save.isRunning}>
          {t.saveName}
        </Button>
      </div>
    </Form>
  )
}
