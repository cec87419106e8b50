import type { Change } from '@tyck/shared/admin/difference'
import type { Touchpoint } from '@tyck/shared/admin/touchpoints'
import { differenceOf } from './differenceOf.ts'

/** How the metadata that a touchpoint takes differ: key by key, or as a whole where one takes any. */
export function metadataChanges(before: Touchpoint['metadata'], after: Touchpoint['metadata']): Change[] {
  if (before && after) return differenceOf('metadata', before, after)
  return before === after ? [] : [{ part: 'metadata', pointer: '', before, after }]
}
