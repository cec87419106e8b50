import type { Settings } from '../types.ts'
import { isLocal } from './isLocal.ts'

/**
 * What the script tag says. The key may also stand in its address (`tyck.js?key=pk_…`), because tag managers strip
 * attributes. Without a publishable key nothing is asked, and the console says why.
 */
export function settingsOf({ dataset, src }: HTMLScriptElement): Settings | undefined {
  const { origin, searchParams } = new URL(src)
  const key = `${dataset.key || searchParams.get('key')}`
  // A secret key must not leave the page either.
  if (!/^pk_/.test(key)) {
    console.warn('tyck: no pk_ key')
    return undefined
  }
  return { endpoint: origin, ...dataset, key, test: `${dataset.test ?? isLocal()}` !== 'false' }
}
