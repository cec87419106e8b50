import type { Metadata } from './types.ts'

/**
 * What a call gives, else the slot's `metadata` attribute, as far as the service takes it: flat values under names, so
 * that a slip costs no answer.
 */
export function metadataOf(given: Metadata | undefined, slot: Element | null): Metadata {
  const metadata: Metadata = {}
  try {
    const pairs = JSON.parse(given ? JSON.stringify(given) : slot?.getAttribute('metadata') || '{}')
    for (const key in pairs) {
      const value = pairs[key]
      if (/^[a-z][\w.-]{0,39}$/i.test(key) && typeof value !== 'object') {
        // Only texts can be cut.
        metadata[key] = value.slice?.(0, 250) ?? value
      }
    }
  } catch {
    console.warn('tyck: metadata is not JSON', slot)
  }
  return metadata
}
