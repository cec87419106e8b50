/**
 * The npm entry: the whole public API.
 *
 *   init({ key: 'pk_…', endpoint: 'https://feedback.example' })
 *   <tyck-survey touchpoint="checkout.payment"></tyck-survey>
 *
 * Does nothing outside a browser, so it can be imported where pages are rendered on a server.
 */
import { boot } from './boot.ts'
import { isLocal } from './isLocal.ts'
import { start } from './parts.ts'
import type { Init, Tyck } from './types.ts'

export type {
  Detail,
  Explanation,
  Init,
  Metadata,
  Outcome,
  QuietReason,
  Settings,
  ShowOptions,
  Tyck,
} from './types.ts'

export const init: Init = settings => {
  if (typeof window === 'undefined' || typeof IntersectionObserver !== 'function') return undefined
  boot({ ...settings, test: settings.test ?? isLocal() }, async () => ({ start }))
  return window.tyck as Tyck
}
