import { useAction } from '../../api/useAction.ts'
import { Button } from '../../parts/Button.tsx'
import { editor as t } from '../../texts/en/editor.ts'
import { Changes } from './Changes.tsx'
import type { Draft } from './useDraft.ts'

/** Something else was published after the draft was saved: what the draft would undo, and the choice. */
export function Outdated({ draft }: { draft: Draft }) {
  const keep = useAction(draft.keepAnyway)
  const discard = useAction(draft.discard)
  return (
    <section class="notice warn stack" aria-label={t.outdated}>
      <p>
        <b>{t.outdated}</b>
      </p>
      <h3>{t.outdatedWhat}</h3>
      <Changes changes={draft.known?.changes ?? []} />
      {draft.canEdit && (
        <div class="row">
          <Button busy={keep.isRunning} onClick={() => void keep.run()}>
            {t.keepDraft}
          </Button>
          <Button busy={discard.isRunning} onClick={() => void discard.run()}>
            {t.discard}
          </Button>
        </div>
      )}
    </section>
  )
}
