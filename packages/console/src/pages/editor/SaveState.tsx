import { Button } from '../../parts/Button.tsx'
import { editor as t } from '../../texts/en/editor.ts'
import { nameOf } from './nameOf.ts'
import { placeOf } from './placeOf.ts'
import type { Draft } from './useDraft.ts'

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

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
  // What is to be chosen says so itself.
  if (!known || theirs || known.outdated) return null
  const { changes, faults, draft } = known
  return (
    <p class="save-state quiet" role="status">
      {saving === 'failed' && <span class="missing">{t.saved.failed}</span>}
      {(saving === 'waiting' || saving === 'saving') && t.saved.waiting}
      {saving === 'saved' && (
        <>
          {draft && t.saved.saved(whenOf(draft.savedAt), nameOf(draft.by))}{' '}
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
function whenOf(savedAt: string): string {
  const at = new Date(savedAt)
  return (at.toDateString() === new Date().toDateString() ? clock : date).format(at)
}
