import { Button } from '../../parts/Button.tsx'
import { editor as t } from '../../texts/en/editor.ts'
import { Changes } from './Changes.tsx'
import { compareDrafts } from './compare.ts'
import { draftOf } from './draftOf.ts'
import type { Draft } from './useDraft.ts'

/** Two versions of one draft, and the choice between them. Nothing is saved until it is made. */
export function Conflict({ draft }: { draft: Draft }) {
  const { theirs, content } = draft
  if (!theirs || !content) return null
  const who = theirs.draft?.by?.name ?? t.conflict.somebody
  return (
    <section class="notice warn stack" role="alert" aria-label={t.conflict.title}>
      <h2>{t.conflict.title}</h2>
      <p>{t.conflict.about(who)}</p>
      <h3>{t.conflict.differences}</h3>
      <Changes
        changes={compareDrafts(draftOf(theirs), content)}
        was={t.conflict.theirs}
        is={t.conflict.mine}
      />
      <div class="row">
        <Button onClick={draft.keepMine}>{t.conflict.keepMine}</Button>
        <Button onClick={draft.takeTheirs}>{t.conflict.takeTheirs}</Button>
      </div>
    </section>
  )
}
