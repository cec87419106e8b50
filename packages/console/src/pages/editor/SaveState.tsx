import { Button } from '../../parts/Button.tsx'
import { type Moments, useMoments } from '../../parts/useMoments.ts'
import { editor as t } from '../../texts/en/editor.ts'
import { nameOf } from './nameOf.ts'
import { placeOf } from './placeOf.ts'
import type { Draft } from './useDraft.ts'

/** Whether all of it is saved, and what waits to be published. */
export function SaveState({
  draft: { known, saving, theirs },
  part,
  onMend,
}: {
  draft: Draft
  /** The part of the editor that is shown. */
  part: string
  /** Goes to the first thing to mend. */
  onMend(): void
}) {
  const { tell } = useMoments()
  // What is to be chosen says so itself.
  if (!known || theirs || known.outdated) return null
  const { changes, faults, draft } = known
  return (
    <p class="save-state quiet" role="status">
      {saving === 'failed' && <span class="missing">{t.saved.failed}</span>}
      {(saving === 'waiting' || saving === 'saving') && t.saved.waiting}
      {saving === 'saved' && (
        <>
          {draft && t.saved.saved(whenOf(draft.savedAt, tell), nameOf(draft.by))}{' '}
          {changes.length > 0 ? t.changes(changes.length) : t.saved.none}{' '}
          {faults[0] && (
            <>
              <Button look="plain" onClick={onMend}>
                {t.faults(faults.length)}
              </Button>{' '}
              {placeOf(faults[0].pointer).part !== part && t.faultIn[placeOf(faults[0].pointer).part]}
            </>
          )}
        </>
      )}
    </p>
  )
}

/** The time of today, else the day with it. */
function whenOf(savedAt: string, tell: Moments['tell']): string {
  const clock = tell(savedAt, 'clockOfZone')
  const day = tell(savedAt, 'shortDay')
  return day === tell(Date.now(), 'shortDay') ? clock : `${day}, ${clock}`
}
