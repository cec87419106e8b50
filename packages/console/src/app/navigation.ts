import { useEffect, useState } from 'preact/hooks'

/** Where the browser is: the console's own part of the address bar. */
export interface Place {
  path: string
  /** With its question mark, or ''. */
  search: string
}

const listeners = new Set<() => void>()
/** Set by a change of page, and taken by the heading of the next one. */
let headingWantsFocus = false

const placeNow = (): Place => ({ path: location.pathname, search: location.search })

function changed(isNewPage: boolean) {
  if (isNewPage) headingWantsFocus = true
  for (const listener of listeners) listener()
}

let lastPath = typeof location === 'undefined' ? '' : location.pathname

/** Goes to an address of the console: `/p/…?range=90d`. A replaced one is not gone back to. */
export function navigate(to: string, { replace = false } = {}): void {
  const isNewPage = new URL(to, location.href).pathname !== location.pathname
  history[replace ? 'replaceState' : 'pushState'](null, '', to)
  lastPath = location.pathname
  if (isNewPage) scrollTo(0, 0)
  changed(isNewPage)
}

/** Where the browser is; the component is drawn again when that changes. */
export function usePlace(): Place {
  const [place, setPlace] = useState(placeNow)
  useEffect(() => {
    const listener = () => setPlace(placeNow())
    listeners.add(listener)
    // It may have changed since it was drawn.
    listener()
    return () => void listeners.delete(listener)
  }, [])
  return place
}

/** Whether the page has just changed, so that its heading should take the focus. Asked once. */
export function takeHeadingFocus(): boolean {
  const wanted = headingWantsFocus
  headingWantsFocus = false
  return wanted
}

/**
 * Turns clicks on links within the console into changes of place. Call it once.
 * @param soon hears the path of a link that is about to be followed: it is pointed at, or has the focus
 */
export function listenToLinks(isOurs: (path: string) => boolean, soon: (path: string) => void): void {
  for (const sign of ['pointerover', 'focusin']) {
    document.addEventListener(sign, ({ target }) => {
      const link = (target as Element).closest?.('a')
      if (link?.origin === location.origin) soon(link.pathname)
    })
  }
  addEventListener('popstate', () => {
    changed(location.pathname !== lastPath)
    lastPath = location.pathname
  })
  document.addEventListener('click', event => {
    const link = (event.target as Element).closest?.('a')
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute('download')) return
    const { origin, pathname, search, hash } = new URL(link.href, location.href)
    // A jump within the page, such as to the content, is the browser's.
    if (origin !== location.origin || !isOurs(pathname) || link.getAttribute('href')?.startsWith('#')) return
    event.preventDefault()
    navigate(pathname + search + hash)
  })
}
