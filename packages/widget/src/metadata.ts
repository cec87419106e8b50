import type { Metadata } from './types.ts'

/** What a call gives, else the slot's `metadata` attribute: flat values only, so that a slip costs no answer. */
export function metadataOf(given: Metadata | undefined, slot: Element | null): Metadata {
  const metadata: Metadata = {}
  try {
    const pairs = given || JSON.parse(slot?.getAttribute('metadata') || '{}')
    for (const key in pairs) {
      const value = pairs[key]
      if (typeof value === 'string') metadata[key] = value.slice(0, 250)
      else if (typeof value !== 'object') metadata[key] = value
    }
  } catch {
    console.warn('tyck: metadata is not JSON', slot)
  }
  return metadata
}
