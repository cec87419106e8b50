import type { Metadata } from '@tyck/shared/contract/vocabulary'
import { maskText } from './mask.ts'
import { isCard } from './maskCards.ts'

/** Whether a name among metadata holds what is masked: it cannot be kept, for a word in its place would be no name. */
export const isMaskedKey = (key: string) => maskText(key) !== key

/**
 * Masks the texts of `metadata`, in place, and leaves out what no word can stand in the place of: numbers that are
 * cards, and keys that hold one. Returns how many are left out.
 */
export function maskMetadata(metadata: Metadata): number {
  let dropped = 0
  for (const [key, value] of Object.entries(metadata)) {
    if (isMaskedKey(key) || (typeof value === 'number' && isCardNumber(value))) {
      delete metadata[key]
      dropped += 1
    } else if (typeof value === 'string') metadata[key] = maskText(value)
  }
  return dropped
}

/** Whatever its sign, and what stands behind its point. */
function isCardNumber(value: number): boolean {
  const whole = Math.trunc(Math.abs(value))
  return whole > 1e12 && isCard(String(whole))
}
