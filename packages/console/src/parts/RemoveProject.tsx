import type { ProjectContents } from '@tyck/shared/admin/contents'
import type { Membership } from '../api/account.ts'
import { ProjectContext } from '../api/project.ts'
import { request } from '../api/request.ts'
import { useAction } from '../api/useAction.ts'
import { useResource } from '../api/useResource.ts'
import { navigate } from '../app/navigation.ts'
import { useSession } from '../app/session.tsx'
import { removal as t } from '../texts/en/removal.ts'
import { ConfirmByName } from './ConfirmByName.tsx'
import { Problem } from './Problem.tsx'
import { say } from './Status.tsx'

/** Asks for a project's name before it deletes it, and says what will be gone. For owners. */
export function RemoveProject({ project, onClose }: { project: Membership; onClose(): void }) {
  const { id, name, demo } = project
  const { refresh } = useSession()
  const remove = useAction(async () => {
    await request('/v1/project', { method: 'DELETE', body: { name }, project: id })
    say(t.done(name))
    navigate('/projects', { replace: true })
    await refresh()
  })
  return (
    <ProjectContext.Provider value={project}>
      <ConfirmByName title={t.title(name)} name={name} go={t.go} action={remove} onClose={onClose}>
        <WhatGoes demo={demo} />
      </ConfirmByName>
    </ProjectContext.Provider>
  )
}

function WhatGoes({ demo }: { demo: boolean }) {
  const { data, failure, reload } = useResource<ProjectContents>('/v1/project/contents')
  if (failure && !data) {
    return (
      <>
        <p>{t.forEver}</p>
        <Problem failure={failure} title={t.uncounted} retry={reload} />
      </>
    )
  }
  if (!data) return <p class="quiet">{t.counting}</p>
  return (
    <p>
      {t.gone(data)} {demo ? t.demo : t.forEver}
    </p>
  )
}
