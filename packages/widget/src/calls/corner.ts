import type { Asked, Kit } from '../widget/asked.ts'
import styles from './corner.css?inline'

const thanksMs = 6_000
/** What may end whatever keeps a corner waiting. */
const wakeUps = ['focusout', 'visibilitychange', 'close', 'click']

/**
 * Draws in the corner: waits as long as the rules say, and then until no field of the page is focused and no dialog
 * is open, so that nobody is interrupted. When the page's address changes, it goes: its moment is over.
 */
export function cornerWith({ page, asked, show, place, dress }: Kit): (one: Asked) => void {
  return one => {
    // The slot it was asked for may have gone while this was fetched.
    if (asked.get(one.touchpoint) !== one) return
    let timer: ReturnType<typeof setTimeout>
    const wait = (ms: number) => {
      timer = setTimeout(() => {
        if (location.href !== one.address) one.end()
        else if (isBusy()) for (const name of wakeUps) document.addEventListener(name, wake, true)
        else if (!one.isLate()) {
          show(one)
          dress(one.root, styles, page.settings.nonce)
          place(one)
          one.root.querySelector('section')?.setAttribute('aria-label', one.survey.words.survey)
          // Once, and politely: a live region tells what changes after it is there.
          timer = setTimeout(() => {
            one.announced = true
            one.draw({})
          }, 100)
        }
      }, ms)
    }
    const unlisten = () => {
      for (const name of wakeUps) document.removeEventListener(name, wake, true)
    }
    const wake = () => {
      unlisten()
      wait(1000)
    }
    // Some seconds after thanks it goes, but not from under a pointer or the focus: it looks again as much later.
    one.thanked = () => {
      clearTimeout(timer)
      // In a low window it scrolls, and may have been left at the end of a question.
      one.root.querySelector('.done')?.scrollIntoView({ block: 'nearest' })
      timer = setTimeout(() => {
        if (one.view.phase !== 'thanked') return
        // A click leaves the focus here, and a finger what counts as a pointer: neither is still in use.
        const pointed = matchMedia('(hover:hover)').matches && one.host.matches(':hover')
        if (pointed || isFocusVisible(one.root)) one.thanked?.()
        else one.end()
      }, thanksMs)
    }
    const leave = () => {
      if (location.href !== one.address) one.end()
    }
    // Where a browser lacks the navigation API, only Back and Forward are noticed: history is not patched.
    const navigation = (window as { navigation?: EventTarget }).navigation
    navigation?.addEventListener('currententrychange', leave)
    addEventListener('popstate', leave)
    one.stops.push(() => {
      clearTimeout(timer)
      unlisten()
      navigation?.removeEventListener('currententrychange', leave)
      removeEventListener('popstate', leave)
    })
    wait(one.entry ? 0 : one.survey.delaySeconds * 1000)
  }
}

/** Safari before 15.4 does not know what it is asked. */
function isFocusVisible(root: ShadowRoot): boolean {
  try {
    return !!root.querySelector(':focus-visible')
  } catch {
    return false
  }
}

function isBusy(): boolean {
  return (
    document.visibilityState !== 'visible' ||
    // A field in a frame, such as a card's, shows as the frame.
    !!document.activeElement?.matches('input,textarea,select,iframe,[contenteditable]') ||
    !!document.querySelector('dialog[open],[aria-modal=true]')
  )
}
