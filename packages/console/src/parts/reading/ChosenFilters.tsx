import { reading as t } from '../../texts/en/reading.ts'
import { localeName } from './localeName.ts'
import { readMeta } from './readingParams.ts'
import type { Reading } from './useReading.ts'

/** Each filter that is on, and goes at a press. */
export function ChosenFilters({ reading: { query, setQuery } }: { reading: Reading }) {
  const meta = readMeta(query.meta)
  const chosen = [
    query.channel && { label: t.is(t.channel, t.channels[query.channel]), off: { channel: '' as const } },
    query.locale && { label: t.is(t.locale, localeName(query.locale)), off: { locale: '' } },
    meta && { label: t.is(meta.key, `${meta.value}`), off: { meta: '' } },
    query.who !== 'all' && { label: t.is(t.who, t.whoWords[query.who]), off: { who: 'all' as const } },
    query.flagged !== 'with' && {
      label: t.is(t.flagged, t.flaggedWords[query.flagged]),
      off: { flagged: 'with' as const },
    },
  ].filter(each => each !== '' && each !== null && each !== false)
  if (chosen.length === 0) return null
  return (
    <ul class="chosen" aria-label={t.filters}>
      {chosen.map(({ label, off }) => (
        <li key={label}>
          <button type="button" aria-label={t.removeFilter(label)} onClick={() => setQuery(off)}>
            {label} <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
