import type { ProjectInput } from '@tyck/shared/admin/project'
import type { RetentionDue } from '@tyck/shared/admin/retention'
import { useEffect, useState } from 'preact/hooks'
import { withQuery } from '../../api/address.ts'
import { useProject } from '../../api/project.ts'
import { type Resource, useResource } from '../../api/useResource.ts'
import { useSettled } from '../../api/useSettled.ts'
import { ConfirmByName } from '../../parts/ConfirmByName.tsx'
import { Field } from '../../parts/Field.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Switch } from '../../parts/Switch.tsx'
import { settings } from '../../texts/en/settings.ts'
import type { SettingsForm as Settings } from './projectSettings.ts'
import { SettingsForm } from './SettingsForm.tsx'

const t = settings.keeping

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
  const { data: due, failure, isReading, reload } = useDue(retention)
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
        {isShorter && (due ? dueWords(due) : isReading && t.counting)}
      </p>
      {isShorter && failure && <Problem failure={failure} retry={reload} />}
    </>
  )
}

function Confirm({ form, onClose }: { form: Settings; onClose(): void }) {
  const { name } = useProject()
  const { data: due, failure, reload } = useDue(form.draft.retention)
  const isNothing = due !== undefined && !isAny(due)
  useEffect(() => {
    if (!isNothing) return
    onClose()
    void form.save.run()
  }, [isNothing])
  // There is nothing to ask for.
  if (isNothing) return null
  return (
    <ConfirmByName
      title={t.ask}
      name={name}
      go={t.go}
      isReady={due !== undefined}
      action={{ ...form.save, run: () => form.save.run() }}
      onClose={onClose}
    >
      {failure && !due ? (
        <Problem failure={failure} retry={reload} />
      ) : (
        <p role="status">{due ? dueWords(due) : t.counting}</p>
      )}
      <p>{t.noWayBack}</p>
    </ConfirmByName>
  )
}

/** What would be deleted with such a retention: counted once nobody types any more, and where it can be so. */
function useDue(retention: ProjectInput['retention']): Resource<RetentionDue> {
  const isRight = fields.every(([name, , min, max]) => retention[name] >= min && retention[name] <= max)
  const path = isRight ? withQuery('/v1/retention', retention) : null
  const settled = useSettled(path)
  const found = useResource<RetentionDue>(settled)
  if (settled === path) return found
  return { ...found, data: undefined, failure: undefined, isReading: path !== null }
}

const isAny = ({ responses, comments, unanswered, more }: RetentionDue) =>
  responses + comments + unanswered > 0 || Object.values(more).includes(true)

const dueWords = (due: RetentionDue) => (isAny(due) ? t.due(due) : t.nothingDue)

const shortens = ({ draft, base }: Settings) =>
  fields.some(([name]) => draft.retention[name] < base.retention[name])
