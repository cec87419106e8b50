import { isDeepStrictEqual } from 'node:util'
import type { Change } from '@tyck/shared/admin/difference'

/**
 * How `after` differs from `before`, by the smallest parts that have a name: objects are gone into, lists are told as a
 * whole, and so is an object that the other side lacks.
 */
export function differenceOf(
  part: Change['part'],
  before: object | null,
  after: object | null,
  pointer = '',
): Change[] {
  const [old, set] = [before ?? {}, after ?? {}].map(value => new Map(Object.entries(value)))
  return [...new Set([...(set?.keys() ?? []), ...(old?.keys() ?? [])])].flatMap((key): Change[] => {
    const [was, is] = [old?.get(key), set?.get(key)]
    if (isDeepStrictEqual(was, is)) return []
    const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (isGroup(was) && isGroup(is)) return differenceOf(part, was, is, at)
    return [
      {
        part,
        pointer: at,
        ...(was === undefined ? {} : { before: was }),
        ...(is === undefined ? {} : { after: is }),
      },
    ]
  })
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
