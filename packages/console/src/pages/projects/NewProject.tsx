import { useState } from 'preact/hooks'
import { request } from '../../api/request.ts'
import { useAction } from '../../api/useAction.ts'
import { navigate } from '../../app/navigation.ts'
import { useSession } from '../../app/session.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field } from '../../parts/Field.tsx'
import { Form, FormProblem } from '../../parts/Form.tsx'
import { projects as t } from '../../texts/en/projects.ts'

/** Makes a project and goes there, where the first touchpoint is made. */
export function NewProject({ onClose }: { onClose(): void }) {
  const { refresh } = useSession()
  const [name, setName] = useState('')
  const create = useAction(async () => {
    const { project } = await request<{ project: { id: string } }>('/v1/projects', {
      method: 'POST',
      body: { name },
    })
    await refresh()
    onClose()
    navigate(`/p/${project.id}/start`)
  })
  return (
    <Dialog title={t.createTitle} onClose={onClose}>
      <p class="quiet">{t.createAbout}</p>
      <Form action={create} onSubmit={create.run}>
        <Field label={t.createName} value={name} onValue={setName} pointer="/name" maxLength={80} />
        <FormProblem failure={create.failure} shown={['/name']} />
        <div class="row">
          <Button type="submit" look="primary" busy={create.isRunning}>
            {t.go}
          </Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </Form>
    </Dialog>
  )
}
