import { isDeepStrictEqual } from 'node:util'
import type { ConfigurationChange } from '@tyck/shared/admin/configuration'
import { differenceOf } from '../publishing/differenceOf.ts'
import { describeChange } from './describeChange.ts'

/**
 * How `after` differs from `before`, which stands, in words too. What `applied`, the last document, has otherwise than
 * what stands was changed elsewhere since.
 */
export function changesOf(before: object, after: object, applied: object): ConfigurationChange[] {
  const { key: _key, ...wanted } = after as { key?: string }
  return differenceOf('survey', before, wanted).map(({ part: _part, ...change }) => ({
    ...change,
    words: describeChange(change),
    overwrites: !isDeepStrictEqual(valueAt(applied, change.pointer), change.before),
  }))
}

function valueAt(value: unknown, pointer: string): unknown {
  const steps = pointer.split('/').slice(1)
  return steps
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (within, step) =>
        typeof within === 'object' && within !== null && Object.hasOwn(within, step)
          ? (within as Record<string, unknown>)[step]
          : undefined,
      value,
    )
}
