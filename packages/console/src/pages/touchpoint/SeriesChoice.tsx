import type { ScoresEntry } from '@tyck/shared/admin/scores'
import { momentIn } from '../../parts/momentIn.ts'
import { Notice } from '../../parts/Notice.tsx'
import { Select } from '../../parts/Select.tsx'
import { touchpointFigures as t } from '../../texts/en/touchpointFigures.ts'

/** Says that there is more than one question in these days, and lets one be chosen; nothing where there is one. */
export function SeriesChoice({
  entries,
  chosen,
  timeZone,
  onChosen,
}: {
  entries: readonly ScoresEntry[]
  chosen: ScoresEntry | undefined
  timeZone: string
  onChosen(seriesId: string): void
}) {
  if (entries.length < 2 || !chosen) return null
  const nameOf = ({ surveys, isCurrent }: ScoresEntry) => {
    const since = surveys[0] ? momentIn(timeZone, surveys[0].publishedAt, 'shortDay') : ''
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
