import type { SlicesReply } from '@tyck/shared/admin/slices'
import { bands } from '@tyck/shared/metric'
import { useState } from 'preact/hooks'
import { useResource } from '../../api/useResource.ts'
import { Button } from '../../parts/Button.tsx'
import { Filters, Pick } from '../../parts/Filters.tsx'
import { localeName } from '../../parts/reading/localeName.ts'
import { answers as t } from '../../texts/en/answers.ts'
import { type AnswersQuery, isFiltered, moreFilters, noFilters, shows, times } from './answersQuery.ts'
import { MoreFilters } from './MoreFilters.tsx'
import type { Telling } from './useTelling.ts'

/** Which answers are shown, as one sentence; what is asked for rarely follows when it is wanted. */
export function AnswerFilters({
  query,
  telling,
  onQuery,
}: {
  query: AnswersQuery
  telling: Telling
  onQuery(change: Partial<AnswersQuery>): void
}) {
  const slices = useResource<SlicesReply>('/v1/slices').data
  const [isMore, setMore] = useState(() => moreFilters.some(name => query[name] !== noFilters[name]))
  const { touchpoints } = telling
  const metrics = touchpoints
    .filter(({ key }) => query.touchpoint === '' || key === query.touchpoint)
    .flatMap(({ survey }) => survey?.metric ?? [])
  const segments = [...new Set(metrics.flatMap(metric => bands[metric].map(({ segment }) => segment)))]
  const locales = withChosen(slices?.locales.map(({ value }) => value) ?? [], query.locale)
  return (
    <Filters label={t.filters}>
      <Pick
        label={t.show}
        options={shows.map(value => ({ value, label: t.shows[value] }))}
        value={query.show}
        onValue={show => onQuery({ show })}
      />
      {t.from}
      <Pick
        label={t.touchpoint}
        options={[
          { value: '', label: t.everyTouchpoint },
          ...withChosen(
            touchpoints.map(({ key }) => key),
            query.touchpoint,
          ).map(key => ({ value: key, label: telling.nameOf(key) })),
        ]}
        value={query.touchpoint}
        onValue={touchpoint => onQuery({ touchpoint, segment: '' })}
      />
      {t.by}
      <Pick
        label={t.segment}
        options={[
          { value: '', label: t.everybody },
          ...withChosen(segments, query.segment).map(value => ({ value, label: t.segments[value] })),
        ]}
        value={query.segment}
        onValue={segment => onQuery({ segment })}
      />
      {t.inLocale}
      <Pick
        label={t.locale}
        options={[
          { value: '', label: t.everyLocale },
          ...locales.map(value => ({ value, label: localeName(value) })),
        ]}
        value={query.locale}
        onValue={locale => onQuery({ locale })}
      />
      <Pick
        label={t.time}
        options={times.map(value => ({ value, label: t.times[value] }))}
        value={query.time}
        onValue={time => onQuery({ time, from: '', to: '' })}
      />
      {query.time === 'own' && (
        <>
          <Day label={t.firstDay} value={query.from} onValue={from => onQuery({ from })} />
          {t.until}
          <Day label={t.lastDay} value={query.to} onValue={to => onQuery({ to })} />
        </>
      )}
      {isMore && <MoreFilters query={query} telling={telling} slices={slices} onQuery={onQuery} />}
      <Button look="plain" aria-expanded={isMore} onClick={() => setMore(!isMore)}>
        {isMore ? t.fewer : t.more}
      </Button>
      {isFiltered(query) && (
        <Button look="plain" onClick={() => onQuery({ ...noFilters, show: query.show })}>
          {t.clear}
        </Button>
      )}
    </Filters>
  )
}

function Day({ label, value, onValue }: { label: string; value: string; onValue(day: string): void }) {
  return (
    <input
      class="pick-day"
      type="date"
      aria-label={label}
      value={value}
      onChange={event => onValue(event.currentTarget.value)}
    />
  )
}

/** What is offered, and what is chosen although it is not offered. */
export function withChosen<T extends string>(offered: readonly T[], chosen: T | ''): T[] {
  return chosen === '' || offered.includes(chosen) ? [...offered] : [...offered, chosen]
}
