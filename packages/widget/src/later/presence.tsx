import { h } from 'preact'
import type { Asked, Kit } from '../widget/asked.ts'
import type { Advance } from './advance.ts'
import styles from './follow.css?inline'
import type { Entry } from './response.ts'

/** Keeps to the page's manners while a question is there, and notices when it has been shown. */
export function presenceWith(
  { page, asked, open, dress, newEntry, whenShown }: Kit,
  advance: Advance,
  follow: (one: Asked) => void,
) {
  const known = new WeakSet<ShadowRoot>()
  return (one: Asked): void => {
    const { root, host, touchpoint, stops } = one
    if (one.view.beneath || asked.get(touchpoint) !== one) return
    one.entry ||= newEntry(one)
    open.set(touchpoint, one.entry)
    if (!known.has(root)) dress(root, styles, page.settings.nonce)
    known.add(root)
    one.draw({
      beneath: () => (
        <div class="beneath">
          {one.content?.()}
          <p role="status">{told(one)}</p>
        </div>
      ),
    })

    const onFocus = (event: Event) => {
      const { relatedTarget } = event as FocusEvent
      if (relatedTarget && relatedTarget !== host) one.focusBefore = relatedTarget as HTMLElement
    }
    root.addEventListener('focusin', onFocus)
    stops.push(() => root.removeEventListener('focusin', onFocus))

    if (one.entry.score !== undefined) follow(one)
    if (one.entry.seq) return
    const stop = whenShown(host, () => {
      stop()
      const entry = one.entry as Entry
      if (entry.seq) return
      // When it came into view.
      entry.shownAt = Date.now() - 1000
      advance(one, {})
    })
    stops.push(stop)
  }
}

/** What has become of the answer, in words; before there is one, a corner says what it asks. */
export function told({ survey, status, announced }: Asked): string | undefined {
  return status ? survey.words[status] : announced ? survey.question : undefined
}
