import type { DestinationInput } from '@tyck/shared/admin/destinations'
import { Checks } from '../../../parts/Checks.tsx'
import { optionsOf, Select } from '../../../parts/Select.tsx'
import { Switch } from '../../../parts/Switch.tsx'
import { useMoments } from '../../../parts/useMoments.ts'
import { destinationForm as t } from '../../../texts/en/destinationForm.ts'

type People = Exclude<DestinationInput, { kind: 'webhook' }>

const hourOptions = t.hours.map((label, hour) => ({ value: `${hour}`, label }))
const weekdayOptions = t.weekdays.map((label, at) => ({ value: `${at + 1}`, label }))

/** What a channel or people are told: alerts at once, a digest now and then, and single events for who wants them. */
export function ForPeople({ draft, onChange }: { draft: People; onChange(part: Partial<People>): void }) {
  const { timeZone } = useMoments()
  const { alerts, digest, events } = draft
  return (
    <>
      <Switch
        label={t.detractors}
        hint={t.detractorsHint}
        checked={alerts.detractors}
        onValue={detractors => onChange({ alerts: { ...alerts, detractors } })}
      />
      <Switch
        label={t.silence}
        hint={t.silenceHint}
        checked={alerts.silence}
        onValue={silence => onChange({ alerts: { ...alerts, silence } })}
      />
      <Switch
        label={t.comments}
        hint={t.commentsHint}
        checked={draft.comments}
        onValue={comments => onChange({ comments })}
      />
      <Select
        label={t.digest}
        options={optionsOf(t.digests)}
        value={digest?.per ?? 'none'}
        onValue={per => {
          const hour = digest?.hour ?? 8
          const next = {
            none: null,
            day: { per: 'day', hour },
            week: { per: 'week', weekday: 1, hour },
          } as const
          onChange({ digest: next[per] })
        }}
      />
      {digest && (
        <div class="digest">
          {digest.per === 'week' && (
            <Select
              label={t.weekday}
              options={weekdayOptions}
              value={String(digest.weekday)}
              onValue={weekday => onChange({ digest: { ...digest, weekday: Number(weekday) } })}
            />
          )}
          <Select
            label={t.hour}
            hint={timeZone && t.hourHint(timeZone)}
            options={hourOptions}
            value={String(digest.hour)}
            onValue={hour => onChange({ digest: { ...digest, hour: Number(hour) } })}
          />
        </div>
      )}
      <Checks
        legend={t.events}
        hint={t.eventsHint.people}
        options={optionsOf(t.event)}
        values={events}
        onValues={next => onChange({ events: next })}
        pointer="/events"
      />
    </>
  )
}
