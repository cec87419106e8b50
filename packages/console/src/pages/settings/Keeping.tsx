import type { ProjectInput } from '@tyck/shared/admin/project'
import { useState } from 'preact/hooks'
import { withQuery } from '../../api/address.ts'
import { useProject } from '../../api/project.ts'
import { useResource } from '../../api/useResource.ts'
import { ConfirmByName } from '../../parts/ConfirmByName.tsx'
import { Field } from '../../parts/Field.tsx'
import { Switch } from '../../parts/Switch.tsx'
import { settings } from '../../texts/en/settings.ts'
import type { SettingsForm as Settings } from './projectSettings.ts'
import { SettingsForm } from './SettingsForm.tsx'

const t = settings.keeping

interface Due {
  responses: number
  comments: number
  unanswered: number
}

/** How long what is stored is kept. Who shortens it is told what that deletes, before it does. */
export function Keeping() {
  const [asking, setAsking] = useState<Settings>()
  return (
    <SettingsForm
      shown={['/retention/']}
      onSubmit={form => (shortens(form) ? setAsking(form) : void form.save.run())}
    >
      {form => (
        <>
          <p class="quiet">{t.about}</p>
          <Retention form={form} />
          <Switch
            label={t.masking}
            hint={t.maskingHint}
            checked={form.draft.masking}
            onValue={masking => form.change({ masking })}
          />
          {asking && <Confirm form={form} onClose={() => setAsking(undefined)} />}
        </>
      )}
    </SettingsForm>
  )
}

const fields = [
  ['responseMonths', t.responses, 1, 120],
  ['commentMonths', t.comments, 1, 120],
  ['unansweredDays', t.unanswered, 8, 3650],
] as const

function Retention({ form: { draft, base, change } }: { form: Settings }) {
  const { retention } = draft
  const due = useDue(retention)
  const isShorter = fields.some(([name]) => retention[name] < base.retention[name])
  return (
    <>
      {fields.map(([name, label, min, max]) => (
        <Field
          key={name}
          label={label}
          type="number"
          min={min}
          max={max}
          value={`${retention[name] || ''}`}
          onValue={value => change({ retention: { ...retention, [name]: Number(value) } })}
          pointer={`/retention/${name}`}
        />
      ))}
      <p role="status" class={isShorter && due && isAny(due) ? 'error' : 'quiet'}>
        {isShorter && (due ? dueWords(due) : t.counting)}
      </p>
    </>
  )
}

function Confirm({ form, onClose }: { form: Settings; onClose(): void }) {
  const { name } = useProject()
  const due = useDue(form.draft.retention)
  return (
    <ConfirmByName
      title={t.ask}
      name={name}
      go={t.go}
      action={{ ...form.save, run: () => form.save.run() }}
      onClose={onClose}
    >
      <p>{due ? dueWords(due) : t.counting}</p>
      <p>{t.noWayBack}</p>
    </ConfirmByName>
  )
}

/** What would be deleted with such a retention; undefined while it is counted, or where it cannot be so. */
function useDue(retention: ProjectInput['retention']): Due | undefined {
  const isRight = fields.every(([name, , min, max]) => retention[name] >= min && retention[name] <= max)
  return useResource<Due>(isRight ? withQuery('/v1/retention', retention) : null).data
}

const isAny = ({ responses, comments, unanswered }: Due) => responses + comments + unanswered > 0

const dueWords = (due: Due) =>
  isAny(due) ? t.due(due.responses, due.comments, due.unanswered) : t.nothingDue

const shortens = ({ draft, base }: Settings) =>
  fields.some(([name]) => draft.retention[name] < base.retention[name])
