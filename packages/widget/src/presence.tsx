import { h } from 'preact'
import type { Advance } from './advance.ts'
import type { Asked, Kit } from './asked.ts'
import styles from './follow.css?inline'
import { type Entry, newEntry } from './response.ts'
import { whenShown } from './shown.ts'

/** Keeps to the page's manners while a question is there, and notices when it has been shown. */
export function presenceWith(
  { page, asked, open, dress, uuidv7 }: Kit,
  advance: Advance,
  follow: (one: Asked) => void,
) {
  const known = new WeakSet<ShadowRoot>()
  return (one: Asked): void => {
    const { root, host, touchpoint, stops, act } = one
    if (one.view.beneath || asked.get(touchpoint) !== one) return
    one.entry ||= newEntry(one, uuidv7(one.moment.now))
    open.set(touchpoint, one.entry)
    if (!known.has(root)) dress(root, styles, page.settings.nonce)
    known.add(root)
    one.draw({
      beneath: () => (
        <div class="beneath">
          {one.content?.()}
          <p role="status">{one.status}</p>
        </div>
      ),
    })

    const onKey = (event: Event) => {
      // The page's shortcuts must not hear what is typed here.
      event.stopPropagation()
      const { type, key, target, isComposing } = event as KeyboardEvent
      if (type !== 'keydown' || isComposing) return
      if (key === 'Escape') act('dismiss')
      if (key === 'Enter' && (target as Element).matches(':checked')) act('answer', one.view.marked)
    }
    const onFocus = (event: Event) => {
      const { relatedTarget } = event as FocusEvent
      if (relatedTarget && relatedTarget !== host) one.focusBefore = relatedTarget as HTMLElement
    }
    const listen = (type: string, listener: (event: Event) => void) => {
      root.addEventListener(type, listener)
      stops.push(() => root.removeEventListener(type, listener))
    }
    for (const type of ['keydown', 'keyup', 'keypress']) listen(type, onKey)
    listen('focusin', onFocus)

    if (one.entry.score !== undefined) follow(one)
    if (one.entry.seq) return
    const stop = whenShown(host, () => {
      stop()
      const entry = one.entry as Entry
      if (entry.seq) return
      entry.shownAt = Date.now()
      advance(one, {})
    })
    stops.push(stop)
  }
}
