import type { ScoresEntry } from '@tyck/shared/admin/scores'
import { momentIn } from '../../parts/momentIn.ts'
import * as numbers from '../../parts/reading/numbers.ts'
import { touchpointFigures } from '../../texts/en/touchpointFigures.ts'

const t = touchpointFigures.trend

/** What the marks of a trend stand for. */
export function Publications({
  publications,
  timeZone,
}: Pick<ScoresEntry, 'publications'> & { timeZone: string }) {
  if (publications.length === 0) return null
  return (
    <div class="publications quiet">
      <h4>{t.published}</h4>
      <ul>
        {publications.map(({ id, kind, version, publishedAt, note, sampleRate, asking }) => (
          <li key={id}>
            <b>{t.mark[kind](version)}</b> {momentIn(timeZone, publishedAt, 'shortDay')} ·{' '}
            {asking ? t.asking[asking] : t[kind](version)}
            {note && ` · ${note}`}
            {sampleRate !== null && asking === null && ` · ${t.sample(numbers.percent(100 * sampleRate))}`}
          </li>
        ))}
      </ul>
    </div>
  )
}
