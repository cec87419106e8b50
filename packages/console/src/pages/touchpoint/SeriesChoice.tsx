import type { ScoresEntry } from '@tyck/shared/admin/scores'
import { Notice } from '../../parts/Notice.tsx'
import { longDay } from '../../parts/reading/days.ts'
import { Select } from '../../parts/Select.tsx'
import { touchpointFigures as t } from '../../texts/en/touchpointFigures.ts'

/** Says that there is more than one question in these days, and lets one be chosen; nothing where there is one. */
export function SeriesChoice({
  entries,
  chosen,
  onChosen,
}: {
  entries: readonly ScoresEntry[]
  chosen: ScoresEntry | undefined
  onChosen(seriesId: string): void
}) {
  if (entries.length < 2 || !chosen) return null
  const nameOf = ({ surveys, isCurrent }: ScoresEntry) => {
    const since = surveys[0] ? longDay(Date.parse(surveys[0].publishedAt)) : ''
    return isCurrent ? t.series(since) : t.seriesEarlier(since)
  }
  return (
    <Notice>
      <div class="series">
        <p>
          {t.otherSeries(entries.length - 1)} {!chosen.isCurrent && t.notCurrent}
        </p>
        <Select
          label={t.question}
          options={entries.map(entry => ({ value: entry.seriesId, label: nameOf(entry) }))}
          value={chosen.seriesId}
          onValue={onChosen}
        />
      </div>
    </Notice>
  )
}
