/**
 * The npm entry: the whole public API.
 *
 *   init({ key: 'pk_…', endpoint: 'https://feedback.example' })
 *   <tyck-survey touchpoint="checkout.payment"></tyck-survey>
 *   tyck.show('order.delivered', { metadata: { orderId: 'A17' } })
 *
 * Does nothing outside a browser, so it can be imported where pages are rendered on a server.
 */
import { boot } from './loader/boot.ts'
import { isLocal } from './loader/isLocal.ts'
import { parts } from './parts.ts'
import type { Init, Tyck } from './types.ts'
import { startWith } from './widget/start.ts'

export { tyck } from './tyck.ts'
export type {
  Detail,
  Explanation,
  Init,
  Metadata,
  MetadataOf,
  Outcome,
  QueuedTyck,
  QuietReason,
  Settings,
  ShowOptions,
  TouchpointCall,
  TouchpointKey,
  TouchpointProps,
  Touchpoints,
  Tyck,
} from './types.ts'

// A file of its own, for only who builds the page needs it.
const start = startWith({
  ...parts,
  debug: async () => (await import('./debug/debug.ts')).debug,
})

export const init: Init = settings => {
  if (typeof window === 'undefined' || typeof IntersectionObserver !== 'function') return undefined
  boot({ ...settings, test: settings.test ?? isLocal() }, async () => ({ start }))
  return window.tyck as Tyck
}
