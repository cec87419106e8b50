import type { ScoresEntry } from '@tyck/shared/admin/scores'
import { address } from '../../api/address.ts'
import { useProject } from '../../api/project.ts'
import { classes } from '../../parts/classes.ts'
import { changeSummary, changeTitle } from '../../parts/reading/changeWords.ts'
import type { Reading } from '../../parts/reading/useReading.ts'
import { overview as t } from '../../texts/en/overview.ts'
import { changesOf } from './changesOf.ts'

/** What changed beyond chance, each in a sentence; then what can't be told. */
export function Changes({
  entries,
  reading,
  isOld,
}: {
  entries: readonly ScoresEntry[]
  reading: Reading
  isOld: boolean
}) {
  const { id } = useProject()
  const hrefOf = ({ touchpoint }: ScoresEntry) =>
    address`/p/${id}/touchpoints/${touchpoint}` + reading.carried
  const { fell, rose, open } = changesOf(entries)
  // What fell comes first: it is what somebody has to look at.
  const real = [...fell, ...rose]
  return (
    <section class={classes('changes', isOld && 'old')}>
      <h2>{t.changes}</h2>
      {!reading.isCompared && <p class="quiet">{t.changesOff}</p>}
      {reading.isCompared && real.length === 0 && <p>{t.changesNone}</p>}
      {real.length > 0 && (
        <ul>
          {real.map(entry => (
            <li key={entry.touchpoint} class={entry.change?.verdict}>
              <span aria-hidden="true">{entry.change?.verdict === 'lower' ? '↓' : '↑'}</span>
              <div>
                <a href={hrefOf(entry)}>{changeTitle(entry)}</a>
                <p class="quiet">{changeSummary(entry)}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {open.length > 0 && (
        <details>
          <summary>
            {t.others}: {open.map(({ name }) => name).join(', ')}
          </summary>
          <ul>
            {open.map(entry => (
              <li key={entry.touchpoint}>
                <a href={hrefOf(entry)}>{entry.name}</a>
                <p class="quiet">{changeSummary(entry)}</p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
