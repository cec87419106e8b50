import type { ScoresEntry } from '@tyck/shared/admin/scores'
import { longDay } from '../../parts/reading/days.ts'
import * as numbers from '../../parts/reading/numbers.ts'
import { touchpointFigures } from '../../texts/en/touchpointFigures.ts'

const t = touchpointFigures.trend

/** What the marks of a trend stand for. */
export function Publications({ publications }: Pick<ScoresEntry, 'publications'>) {
  if (publications.length === 0) return null
  return (
    <div class="publications quiet">
      <h4>{t.published}</h4>
      <ul>
        {publications.map(({ id, kind, version, publishedAt, note, sampleRate, asking }) => (
          <li key={id}>
            <b>{t.mark[kind](version)}</b> {longDay(Date.parse(publishedAt))} ·{' '}
            {asking ? t.asking[asking] : t[kind](version)}
            {note && ` · ${note}`}
            {sampleRate !== null && asking === null && ` · ${t.sample(numbers.percent(100 * sampleRate))}`}
          </li>
        ))}
      </ul>
    </div>
  )
}
