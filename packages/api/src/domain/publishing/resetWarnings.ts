import { isDeepStrictEqual } from 'node:util'
import type { Warning } from '@tyck/shared/admin/warning'

/**
 * Warns of settings that stand otherwise than before only because `given`, what was sent, left them out: whoever
 * changes one setting rarely means to undo the others. `before` and `after` have the settings and nothing else.
 */
export function resetWarnings(before: object, after: object, given: unknown, pointer = ''): Warning[] {
  const [old, set, sent] = [entriesOf(before), entriesOf(after), entriesOf(given)]
  return [...new Set([...set.keys(), ...old.keys()])].flatMap((key): Warning[] => {
    const [was, is, asked] = [old.get(key), set.get(key), sent.get(key)]
    const at = `${pointer}/${key}`
    if (isDeepStrictEqual(was, is)) return []
    if (asked !== undefined) {
      return isGroup(was) && isGroup(is) ? resetWarnings(was, is, asked, at) : []
    }
    const name = at.slice(1).replaceAll('/', '.')
    const detail = `${name} was left out: it is ${written(is)} now, was ${written(was)}`
    return [{ pointer: at, code: 'back-to-default', detail }]
  })
}

function entriesOf(value: unknown): Map<string, unknown> {
  return new Map(isGroup(value) ? Object.entries(value) : [])
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A setting as people read it; long ones are cut, for what they were is in the history. */
function written(value: unknown): string {
  if (value === undefined) return 'not set'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
