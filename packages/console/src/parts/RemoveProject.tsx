import type { ScoresReply } from '@tyck/shared/admin/scores'
import { useState } from 'preact/hooks'
import type { Membership } from '../api/account.ts'
import { ProjectContext } from '../api/project.ts'
import type { TouchpointList } from '../api/touchpoints.ts'
import { useAction } from '../api/useAction.ts'
import { useResource } from '../api/useResource.ts'
import { useSend } from '../api/useSend.ts'
import { navigate } from '../app/navigation.ts'
import { useSession } from '../app/session.tsx'
import { removal as t } from '../texts/en/removal.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { Field } from './Field.tsx'
import { Form, FormProblem } from './Form.tsx'
import { say } from './Status.tsx'

/** Asks for a project's name before it deletes it, and says what will be gone. For owners. */
export function RemoveProject({ project, onClose }: { project: Membership; onClose(): void }) {
  return (
    <ProjectContext.Provider value={project}>
      <Dialog title={t.title(project.name)} onClose={onClose}>
        <WhatGoes demo={project.demo} />
        <RemoveForm project={project} onClose={onClose} />
      </Dialog>
    </ProjectContext.Provider>
  )
}

function WhatGoes({ demo }: { demo: boolean }) {
  const touchpoints = useResource<TouchpointList>('/v1/touchpoints?archived=true')
  const scores = useResource<ScoresReply>('/v1/scores?from=2020-01-01')
  if (touchpoints.failure || scores.failure) return <p>{t.forEver}</p>
  if (!touchpoints.data || !scores.data) return <p class="quiet">{t.counting}</p>
  const answers = scores.data.scores.reduce((sum, { n }) => sum + n, 0)
  return (
    <p>
      {t.gone(touchpoints.data.touchpoints.length, answers)} {demo ? t.demo : t.forEver}
    </p>
  )
}

function RemoveForm({ project: { name }, onClose }: { project: Membership; onClose(): void }) {
  const { refresh } = useSession()
  const send = useSend()
  const [typed, setTyped] = useState('')
  const [isTried, setTried] = useState(false)
  const isWrong = typed.trim() !== name.trim()
  const remove = useAction(async () => {
    // Nothing of it can be read any more.
    await send('DELETE', '/v1/project', { name: typed }, [])
    say(t.done(name))
    onClose()
    navigate('/projects', { replace: true })
    await refresh()
  })
  return (
    <Form
      action={remove}
      onSubmit={() => {
        setTried(true)
        if (!isWrong) void remove.run()
      }}
    >
      <Field
        label={t.name(name)}
        value={typed}
        onValue={setTyped}
        autoComplete="off"
        error={isTried && isWrong ? t.wrong : undefined}
      />
      <FormProblem failure={remove.failure} />
      <div class="row">
        <Button type="submit" look="danger" busy={remove.isRunning}>
          {t.go}
        </Button>
        <Button onClick={onClose}>{t.cancel}</Button>
      </div>
    </Form>
  )
}
