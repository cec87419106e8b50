import type { DraftInput, DraftRules } from '@tyck/shared/admin/drafts'
import { Field } from '../../parts/Field.tsx'
import { Segmented } from '../../parts/Segmented.tsx'
import { editor as t } from '../../texts/en/editor.ts'
import { Audience } from './Audience.tsx'
import { Contract } from './Contract.tsx'
import { Forecast } from './Forecast.tsx'
import { useFault } from './faults.ts'
import { NumberField } from './NumberField.tsx'
import { OfProject } from './OfProject.tsx'

/** How the touchpoint asks, and what pages may tell it. */
export function Rules({
  touchpoint,
  draft,
  onDraft,
}: {
  touchpoint: string
  draft: DraftInput
  onDraft(draft: DraftInput): void
}) {
  const { rules, metadata } = draft
  const write = (news: Partial<DraftRules>) => onDraft({ ...draft, rules: { ...rules, ...news } })
  const keys = metadata?.map(({ key }) => key).filter(Boolean) ?? []
  return (
    <>
      <section class="group">
        <h2>{t.where}</h2>
        <Segmented
          label={t.where}
          value={rules.placement}
          onValue={placement => write({ placement })}
          options={(['inline', 'corner'] as const).map(value => ({ value, label: t.placements[value] }))}
        />
        <p class="quiet">{t.placementAbout[rules.placement]}</p>
        {rules.placement === 'corner' && (
          <NumberField
            label={t.delay}
            unit={t.seconds}
            pointer="/rules/delaySeconds"
            value={rules.delaySeconds}
            onValue={delaySeconds => write({ delaySeconds })}
          />
        )}
      </section>
      <section class="group">
        <h2>{t.whom}</h2>
        <div class="sampling">
          <NumberField
            label={t.sample}
            unit={t.percent}
            factor={100}
            pointer="/rules/sampleRate"
            value={rules.sampleRate}
            onValue={sampleRate => write({ sampleRate })}
          />
          <Forecast touchpoint={touchpoint} sampleRate={rules.sampleRate} />
        </div>
        <Audience
          conditions={rules.audience}
          metadata={metadata}
          onConditions={audience => write({ audience })}
        />
      </section>
      <section class="group">
        <h2>{t.howOften}</h2>
        <div class="texts">
          {(['answered', 'dismissed', 'shown'] as const).map(after => (
            <NumberField
              key={after}
              label={t.quiet[after]}
              unit={t.days}
              pointer={`/rules/quietDays/${after}`}
              value={rules.quietDays[after]}
              onValue={days => write({ quietDays: { ...rules.quietDays, [after]: days } })}
            />
          ))}
        </div>
        <OncePer value={rules.oncePer} keys={keys} onValue={oncePer => write({ oncePer })} />
      </section>
      <Contract metadata={metadata} onMetadata={next => onDraft({ ...draft, metadata: next })} />
      <OfProject />
    </>
  )
}

function OncePer({
  value,
  keys,
  onValue,
}: {
  value: string | null
  keys: string[]
  onValue(value: string | null): void
}) {
  const { error, missing } = useFault('/rules/oncePer')
  return (
    <>
      <Field
        label={t.oncePer}
        hint={t.oncePerHint}
        error={error ?? missing}
        value={value ?? ''}
        onValue={typed => onValue(typed || null)}
        list="metadata-keys"
        autoComplete="off"
      />
      <datalist id="metadata-keys">
        {keys.map(key => (
          <option key={key} value={key} />
        ))}
      </datalist>
    </>
  )
}
