import type { ProjectInput, ProjectSettings } from '@tyck/shared/admin/project'
import { useEffect, useState } from 'preact/hooks'
import { inputOf } from '../../api/inputOf.ts'
import { mayOwn, useProject } from '../../api/project.ts'
import { type Action, useAction } from '../../api/useAction.ts'
import { useResource } from '../../api/useResource.ts'
import { useSend } from '../../api/useSend.ts'

export const settingsPath = '/v1/project'

export interface SettingsForm {
  /** The settings with what was changed here and is not saved. */
  draft: ProjectInput
  /** As they were read when one began to change them. */
  base: ProjectSettings
  change(change: Partial<ProjectInput>): void
  isChanged: boolean
  mayChange: boolean
  /** Saves; with `change`, that on top. Refused where somebody else has saved since. */
  save: Action<[change?: Partial<ProjectInput>]>
  isStale: boolean
  /** Forgets what was changed here, and shows what the settings are now. */
  startOver(): void
}

/** Edits the settings without overwriting what somebody else has changed meanwhile; undefined until they are read. */
export function useSettingsForm(onSaved: () => void): {
  form: SettingsForm | undefined
  failure: ReturnType<typeof useResource>['failure']
  reload(): void
} {
  const project = useProject()
  const { data, failure, reload } = useResource<ProjectSettings>(settingsPath)
  const send = useSend()
  const [base, setBase] = useState<ProjectSettings>()
  const [changes, setChanges] = useState<Partial<ProjectInput>>({})
  const isChanged = base !== undefined && Object.keys(differing(base, changes)).length > 0
  // Until something is changed here, what others save shows by itself.
  useEffect(() => {
    if (!data || isChanged) return
    // What was just saved is newer than what was read before.
    setBase(before => (before && before.revision > data.revision ? before : data))
  }, [data, isChanged])
  const save = useAction(async (more: Partial<ProjectInput> = {}) => {
    if (!base) return
    const body = { ...inputOf(base), ...changes, ...more }
    const saved = await send<ProjectSettings>('PUT', settingsPath, body, undefined, {
      'if-match': `"${base.revision}"`,
    })
    // What was changed again while it was being saved is not saved.
    setChanges(now =>
      Object.fromEntries(
        Object.entries(now).filter(([name, value]) => value !== body[name as keyof ProjectInput]),
      ),
    )
    setBase(saved)
    onSaved()
  })
  const form = base && {
    draft: { ...inputOf(base), ...changes },
    base,
    change: (change: Partial<ProjectInput>) => setChanges(before => ({ ...before, ...change })),
    isChanged,
    mayChange: mayOwn(project),
    save,
    isStale: save.failure?.code === 'conflict-version',
    startOver: () => {
      setChanges({})
      save.clear()
      if (data) setBase(data)
      reload()
    },
  }
  return { form, failure, reload }
}

function differing(base: ProjectInput, changes: Partial<ProjectInput>): Partial<ProjectInput> {
  const differs = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(base[name as keyof ProjectInput])
  return Object.fromEntries(Object.entries(changes).filter(differs))
}
