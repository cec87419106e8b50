import type { Settings } from '../types.ts'
import { isLocal } from './isLocal.ts'

/** The tag that brought this script. A module is not told which: it is the one with a key. Else none at all. */
export const scriptTag = (): HTMLScriptElement =>
  (document.currentScript || document.querySelector('script[data-key]') || document.head) as HTMLScriptElement

/**
 * What the script tag says. The key may also stand in its address (`tyck.js?key=pk_…`), because tag managers strip
 * attributes. Without a publishable key nothing is asked, and the console says why.
 */
export function settingsOf({ dataset, src }: HTMLScriptElement): Settings | undefined {
  // What is no script has no address.
  const { origin, searchParams } = new URL(src, location.href)
  const key = `${dataset.key || searchParams.get('key')}`
  // A secret key must not leave the page either.
  if (!/^pk_/.test(key)) {
    console.warn('tyck: no pk_ key')
    return undefined
  }
  return { endpoint: origin, ...dataset, key, test: `${dataset.test ?? isLocal()}` !== 'false' }
}
