import type { h as H } from 'preact'

/**
 * Stands in for Preact in the later file, which is built apart from the widget's: it borrows the widget's `h`, so
 * that Preact comes over the wire once.
 */
export let h: typeof H

export function lend(lent: typeof H): void {
  h = lent
}
