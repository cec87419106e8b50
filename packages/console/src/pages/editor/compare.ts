import type { Change } from '@tyck/shared/admin/difference'
import type { DraftInput } from '@tyck/shared/admin/drafts'
import { isSame } from './draftOf.ts'

/** How one draft differs from another, in the form in which the service tells differences of what is published. */
export function compareDrafts(before: DraftInput, after: DraftInput): Change[] {
  return (['survey', 'rules', 'metadata'] as const).flatMap(part =>
    part === 'metadata'
      ? compare(part, keysOf(before), keysOf(after))
      : compare(part, before[part], after[part]),
  )
}

const keysOf = ({ metadata }: DraftInput) =>
  metadata && Object.fromEntries(metadata.map(({ key, type }) => [key, type]))

function compare(part: Change['part'], before: unknown, after: unknown, pointer = ''): Change[] {
  if (isSame(before, after)) return []
  if (!isGroup(before) || !isGroup(after)) return [{ part, pointer, before, after }]
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap(key => {
    const step = key.replaceAll('~', '~0').replaceAll('/', '~1')
    return compare(part, before[key], after[key], `${pointer}/${step}`)
  })
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
