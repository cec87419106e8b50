import type { SlicesReply } from '@tyck/shared/admin/slices'
import { withQuery } from '../../api/address.ts'
import { useResource } from '../../api/useResource.ts'
import { reading as t } from '../../texts/en/reading.ts'
import { Filters, Pick } from '../Filters.tsx'
import { Select } from '../Select.tsx'
import { TimeRange } from '../TimeRange.tsx'
import { ChosenFilters } from './ChosenFilters.tsx'
import { localeName } from './localeName.ts'
import { MetaSelect } from './MetaSelect.tsx'
import { channels } from './readingParams.ts'
import type { Reading } from './useReading.ts'

/** What is looked at, as a sentence, with all that can be told apart behind it. */
export function ReadingFilters({ reading, touchpoint }: { reading: Reading; touchpoint?: string }) {
  const { query, setQuery, today, days } = reading
  return (
    <div class="reading-filters">
      <Filters label={t.looking}>
        <TimeRange value={query} today={today} onValue={setQuery} />
        <span>{t.comparedWith}</span>
        <Pick
          label={t.comparison}
          options={[
            { value: 'before' as const, label: t.comparisons.before(days.count) },
            ...(days.count > 365 ? [] : [{ value: 'year' as const, label: t.comparisons.year }]),
            { value: 'none' as const, label: t.comparisons.none },
          ]}
          value={query.compare}
          onValue={compare => setQuery({ compare })}
        />
      </Filters>
      <ChosenFilters reading={reading} />
      <details
        class="filter-panel"
        open={query.filter}
        onToggle={event => {
          const { open } = event.currentTarget
          if (open !== query.filter) setQuery({ filter: open })
        }}
      >
        <summary>{t.filter}</summary>
        {query.filter && <Panel reading={reading} touchpoint={touchpoint} />}
      </details>
    </div>
  )
}

/** Read when it is opened, for most never open it. */
function Panel({ reading, touchpoint }: { reading: Reading; touchpoint: string | undefined }) {
  const { query, setQuery, projectTimeZone } = reading
  const { data: slices } = useResource<SlicesReply>(withQuery('/v1/slices', { touchpoint }))
  const locales = new Set([...(slices?.locales.map(({ value }) => value) ?? []), query.locale])
  locales.delete('')
  return (
    <div class="card">
      <Select
        label={t.channel}
        options={[
          { value: '' as const, label: t.allChannels },
          ...channels.map(channel => ({ value: channel, label: t.channels[channel] })),
        ]}
        value={query.channel}
        onValue={channel => setQuery({ channel })}
      />
      <Select
        label={t.locale}
        options={[
          { value: '', label: t.allLocales },
          ...[...locales].map(locale => ({ value: locale, label: localeName(locale) })),
        ]}
        value={query.locale}
        onValue={locale => setQuery({ locale })}
      />
      <MetaSelect slices={slices} value={query.meta} onValue={meta => setQuery({ meta })} />
      <Select
        label={t.who}
        options={(['all', 'verified', 'unverified'] as const).map(value => ({
          value,
          label: t.whoWords[value],
        }))}
        value={query.who}
        onValue={who => setQuery({ who })}
      />
      <Select
        label={t.flagged}
        options={(['with', 'without', 'only'] as const).map(value => ({
          value,
          label: t.flaggedWords[value],
        }))}
        value={query.flagged}
        onValue={flagged => setQuery({ flagged })}
      />
      <Select
        label={t.days}
        options={[
          { value: 'project' as const, label: t.daysOf.project(projectTimeZone) },
          {
            value: 'mine' as const,
            label: t.daysOf.mine(new Intl.DateTimeFormat().resolvedOptions().timeZone),
          },
        ]}
        value={query.days}
        onValue={chosen => setQuery({ days: chosen })}
      />
    </div>
  )
}
