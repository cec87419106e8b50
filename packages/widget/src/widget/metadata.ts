import { metadataBytes, metadataKeys, metadataTextCodePoints } from '@tyck/shared/limits'
import type { Metadata } from '../types.ts'

/** What a call gives, else the slot's `metadata` attribute, as the JSON that it would be sent as. */
export function metadataOf(given: Metadata | undefined, slot: Element | null): Metadata {
  try {
    return Object(JSON.parse(given ? JSON.stringify(given) : slot?.getAttribute('metadata') || '{}'))
  } catch {
    console.warn('tyck: bad metadata', slot)
    return {}
  }
}

/** As much of it as the service takes, flat values under names, so that a slip costs no answer. */
export function fittingMetadata(given: Metadata): Metadata {
  let fitting: Metadata = {}
  for (const [key, value] of Object.entries(given)) {
    if (typeof value === 'object' || !/^[a-z][\w.-]{0,39}$/i.test(key)) continue
    const next = {
      ...fitting,
      [key]: typeof value === 'string' ? value.slice(0, metadataTextCodePoints) : value,
    }
    const bytes = new TextEncoder().encode(JSON.stringify(next)).length
    if (bytes <= metadataBytes && Object.keys(next).length <= metadataKeys) fitting = next
  }
  return fitting
}
