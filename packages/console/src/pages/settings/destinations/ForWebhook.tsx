import type { DestinationInput, EventType, ToldField } from '@tyck/shared/admin/destinations'
import { Checks } from '../../../parts/Checks.tsx'
import { optionsOf } from '../../../parts/Select.tsx'
import { destinationForm as t } from '../../../texts/en/destinationForm.ts'

/** Which events a webhook is posted, and what of a response. */
export function ForWebhook({
  draft,
  onChange,
}: {
  draft: Extract<DestinationInput, { kind: 'webhook' }>
  onChange(part: { events?: EventType[]; fields?: ToldField[] }): void
}) {
  return (
    <>
      <Checks
        legend={t.events}
        hint={t.eventsHint.webhook}
        options={optionsOf(t.event)}
        values={draft.events}
        onValues={events => onChange({ events })}
        pointer="/events"
      />
      <Checks
        legend={t.fields}
        hint={t.fieldsHint}
        options={optionsOf(t.field)}
        values={draft.fields}
        onValues={fields => onChange({ fields })}
        pointer="/fields"
      />
    </>
  )
}
