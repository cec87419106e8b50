import { timeRange as t } from '../texts/en/timeRange.ts'
import { Pick } from './Filters.tsx'
import { daysOf, type Range, rangeWords } from './timeRange.ts'

/** The time that is looked at, as words of a sentence: "the last 28 days", or two days of one's own. */
export function TimeRange({
  value,
  today,
  onValue,
}: {
  value: Range
  /** The day it is, in the time zone that the days are of. */
  today: string
  onValue(value: Partial<Range>): void
}) {
  const days = daysOf(value, today)
  return (
    <>
      <Pick
        label={t.label}
        options={rangeWords.map(word => ({ value: word, label: t.words[word] }))}
        value={value.range}
        // Own days begin as those that were looked at.
        onValue={range => onValue(range === 'own' ? { range, ...days } : { range, from: '', to: '' })}
      />
      {value.range === 'own' && (
        <>
          <input
            class="pick-day"
            type="date"
            aria-label={t.from}
            value={days.from}
            max={days.to}
            onChange={event => onValue({ from: event.currentTarget.value })}
          />
          {t.until}
          <input
            class="pick-day"
            type="date"
            aria-label={t.to}
            value={days.to}
            min={days.from}
            max={today}
            onChange={event => onValue({ to: event.currentTarget.value })}
          />
        </>
      )}
    </>
  )
}
