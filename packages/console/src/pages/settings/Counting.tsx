import { Field } from '../../parts/Field.tsx'
import { optionsOf, Select } from '../../parts/Select.tsx'
import { Switch } from '../../parts/Switch.tsx'
import { settings } from '../../texts/en/settings.ts'
import { IdentitySecret } from './IdentitySecret.tsx'
import { SettingsForm } from './SettingsForm.tsx'

const t = settings.counting
const windows = ['P1D', 'P7D', 'P30D', 'P90D', 'P365D']
const daysOf = (period: string) => Number.parseInt(period.slice(1), 10)

/** Which answers count, who signs, and how often somebody is asked. */
export function Counting() {
  return (
    <>
      <SettingsForm saved={settings.savedSoon} shown={['/budget']}>
        {({ draft, change }) => {
          const { countOnceWithin: once, budget } = draft
          return (
            <>
              <p class="quiet">{t.about}</p>
              <Select
                label={t.once}
                hint={t.onceHint}
                options={[
                  { value: '', label: t.onceEvery },
                  ...(once === null || windows.includes(once) ? windows : [...windows, once]).map(value => ({
                    value,
                    label: t.onceIn(daysOf(value)),
                  })),
                ]}
                value={once ?? ''}
                onValue={value => change({ countOnceWithin: value || null })}
              />
              <Select
                label={t.identity}
                hint={t.identityHints[draft.identity]}
                options={optionsOf(t.identities)}
                value={draft.identity}
                onValue={identity => change({ identity })}
              />
              <Switch
                label={t.budget}
                checked={budget !== null}
                onValue={isOn => change({ budget: isOn ? { per: 'P30D', showings: 2 } : null })}
              />
              {budget && (
                <>
                  <Field
                    label={t.showings}
                    type="number"
                    min={1}
                    value={`${budget.showings}`}
                    onValue={showings => change({ budget: { ...budget, showings: Number(showings) } })}
                    pointer="/budget/showings"
                  />
                  <Field
                    label={t.per}
                    type="number"
                    min={1}
                    max={365}
                    value={`${daysOf(budget.per)}`}
                    onValue={days => change({ budget: { ...budget, per: `P${Number(days)}D` } })}
                    pointer="/budget/per"
                  />
                </>
              )}
              <Switch
                label={t.acrossDevices}
                hint={t.acrossDevicesHint}
                checked={draft.acrossDevices}
                onValue={acrossDevices => change({ acrossDevices })}
              />
              <Switch
                label={t.respectGpc}
                checked={draft.respectGpc}
                onValue={respectGpc => change({ respectGpc })}
              />
            </>
          )
        }}
      </SettingsForm>
      <IdentitySecret />
    </>
  )
}
