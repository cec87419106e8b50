import { useState } from 'preact/hooks'
import { mayOwn, useProject } from '../../api/project.ts'
import { request } from '../../api/request.ts'
import type { TouchpointList } from '../../api/touchpoints.ts'
import { useAction } from '../../api/useAction.ts'
import { useResource } from '../../api/useResource.ts'
import { navigate } from '../../app/navigation.ts'
import { useSession } from '../../app/session.tsx'
import { Button } from '../../parts/Button.tsx'
import { ConfirmByName } from '../../parts/ConfirmByName.tsx'
import { Field } from '../../parts/Field.tsx'
import { say } from '../../parts/Status.tsx'
import { settings } from '../../texts/en/settings.ts'
import { SettingsForm } from './SettingsForm.tsx'

const t = settings.general
const timeZones = ['UTC', ...Intl.supportedValuesOf('timeZone')]

/** Name and time zone; and the end of it all. */
export function General() {
  const project = useProject()
  return (
    <>
      <SettingsForm shown={['/name', '/timeZone']}>
        {({ draft, change }) => (
          <>
            <Field
              label={t.name}
              value={draft.name}
              onValue={name => change({ name })}
              pointer="/name"
              maxLength={80}
              dir="auto"
            />
            <Field
              label={t.timeZone}
              value={draft.timeZone}
              onValue={timeZone => change({ timeZone })}
              pointer="/timeZone"
              hint={hintOf(draft.timeZone)}
              list="time-zones"
              autoComplete="off"
              spellcheck={false}
            />
            <datalist id="time-zones">
              {timeZones.map(zone => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </>
        )}
      </SettingsForm>
      {mayOwn(project) && <DeleteProject />}
    </>
  )
}

function hintOf(timeZone: string): string {
  try {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
    return t.timeZoneHint(format.format(Date.now()))
  } catch {
    return t.timeZoneUnknown
  }
}

function DeleteProject() {
  const { id, name } = useProject()
  const { refresh } = useSession()
  const [isAsking, setAsking] = useState(false)
  const touchpoints = useResource<TouchpointList>('/v1/touchpoints').data?.touchpoints.length ?? 0
  const remove = useAction(async () => {
    await request('/v1/project', { method: 'DELETE', body: { name }, project: id })
    navigate('/projects')
    await refresh()
    say(t.deleted(name))
  })
  return (
    <section class="stack danger-zone">
      <h2>{t.deleteTitle}</h2>
      <p class="quiet">{t.deleteAbout}</p>
      <Button look="danger" onClick={() => setAsking(true)}>
        {t.deleteGo}
      </Button>
      {isAsking && (
        <ConfirmByName
          title={t.deleteAsk(name)}
          name={name}
          go={t.deleteGo}
          action={remove}
          onClose={() => setAsking(false)}
        >
          <p>{t.deleteGone(touchpoints)}</p>
        </ConfirmByName>
      )}
    </section>
  )
}
