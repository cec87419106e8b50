import { useState } from 'preact/hooks'
import { mayOwn, useProject } from '../../api/project.ts'
import { Button } from '../../parts/Button.tsx'
import { Field } from '../../parts/Field.tsx'
import { momentIn } from '../../parts/momentIn.ts'
import { RemoveProject } from '../../parts/RemoveProject.tsx'
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
    return t.timeZoneHint(momentIn(timeZone, Date.now(), 'clock'))
  } catch {
    return t.timeZoneUnknown
  }
}

function DeleteProject() {
  const project = useProject()
  const [isAsking, setAsking] = useState(false)
  return (
    <section class="stack danger-zone">
      <h2>{t.deleteTitle}</h2>
      <p class="quiet">{t.deleteAbout}</p>
      <Button look="danger" onClick={() => setAsking(true)}>
        {t.deleteGo}
      </Button>
      {isAsking && <RemoveProject project={project} onClose={() => setAsking(false)} />}
    </section>
  )
}
