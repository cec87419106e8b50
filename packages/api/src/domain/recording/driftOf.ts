import type { DriftKind } from '@tyck/shared/admin/drift'
import type { Touchpoint } from '@tyck/shared/admin/touchpoints'
import type { Metadata } from '@tyck/shared/contract/vocabulary'

/** One thing in which metadata differ from what the touchpoint takes. */
export interface Drift {
  kind: DriftKind
  key: string
}

/**
 * How `sent` differs from the touchpoint's contract.
 * @param isMasked says of a name that nobody should keep it: it is counted without it
 */
export function driftOf(
  contract: NonNullable<Touchpoint['metadata']>,
  sent: Metadata,
  isMasked: (key: string) => boolean,
): Drift[] {
  const drift: Drift[] = []
  for (const key in contract) {
    if (!Object.hasOwn(sent, key)) drift.push({ kind: 'missing', key })
    else if (typeof sent[key] !== contract[key]) drift.push({ kind: 'wrong-type', key })
  }
  for (const key in sent) {
    if (!Object.hasOwn(contract, key)) drift.push({ kind: 'undeclared', key: isMasked(key) ? '' : key })
  }
  return drift
}
