import { isDeepStrictEqual } from 'node:util'
import type { ConfigurationItem, ConfigurationTouchpoint } from '@tyck/shared/admin/configuration'
import type { Standing } from './readStanding.ts'

/**
 * How the order of the journey differs, among those that stand and that the document names; null where it does not.
 * @param applied the order of the last document
 */
export function orderOf(
  { touchpoints }: Standing,
  wanted: readonly ConfigurationTouchpoint[],
  applied: readonly string[],
): ConfigurationItem | null {
  const live = [...touchpoints].filter(([, { state }]) => state !== 'archived').map(([key]) => key)
  const keys = wanted.map(({ key }) => key)
  const before = live.filter(key => keys.includes(key))
  const after = keys.filter((key, at) => before.includes(key) && keys.indexOf(key) === at)
  if (isDeepStrictEqual(before, after)) return null
  const both = before.filter(key => applied.includes(key))
  const wasSo = isDeepStrictEqual(
    both,
    applied.filter(key => both.includes(key)),
  )
  const overwrites = !(wasSo && both.length === before.length)
  const words = `${before.join(', ')} → ${after.join(', ')}`
  return {
    on: 'order',
    action: 'change',
    words: 'Puts the touchpoints in another order',
    changes: [{ pointer: '', before, after, words, overwrites }],
    overwrites,
  }
}

/** The whole journey with `wanted` in their order, in the places that they have together; all others keep theirs. */
export function placed(live: readonly string[], wanted: readonly string[]): string[] {
  const named = wanted.filter(key => live.includes(key))
  let next = 0
  return live.map(key => (named.includes(key) ? (named[next++] ?? key) : key))
}
