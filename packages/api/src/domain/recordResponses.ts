import type { ResponseResult } from '@tyck/shared/contract'
import type { IngestionProject } from '../store/ingestionProjects.ts'
import type { ResponseRow } from '../store/responses.ts'
import { type CheckedState, checkState, idOf } from './checkState.ts'
import type { RowOutcome } from './flushEach.ts'
import type { RecordQueue } from './recordQueue.ts'
import { type Rejection, toResponseRow } from './toResponseRow.ts'

/** What recording needs besides the post itself. */
export interface Recording {
  queue: RecordQueue
  /** The project as it is now, for what the copy in memory doesn't know. */
  refresh: () => Promise<IngestionProject | undefined>
  /** Milliseconds since 1970 by our clock: when the post came. */
  receivedAt: number
}

/**
 * Records each of `items` by itself; the results come in their order. When it returns, all that is `stored` is
 * committed.
 * @throws Overloaded, DatabaseUnavailable: then nothing is acknowledged, and sending it all again is safe
 */
export async function recordResponses(
  project: IngestionProject,
  items: readonly unknown[],
  { queue, refresh, receivedAt }: Recording,
): Promise<ResponseResult[]> {
  const checked = items.map(checkState)
  const judge = (by: IngestionProject) => checked.map(state => toRow(by, state, receivedAt))
  let judged = judge(project)
  if (judged.some(isUnknown)) judged = judge((await refresh()) ?? project)

  const rows = judged.filter(isRow)
  const outcomes = rows.length === 0 ? [] : await queue.record(rows)
  let next = 0
  return judged.map((row, at) => {
    if (isRow(row)) return resultOf(row.id, outcomes[next++] ?? 'unstorable')
    return { id: idOf(items[at]), status: 'rejected', ...row }
  })
}

function toRow(
  project: IngestionProject,
  checked: CheckedState,
  receivedAt: number,
): ResponseRow | Rejection {
  if (!checked.ok) return { code: 'validation-failed', pointer: checked.pointer }
  return toResponseRow(project, checked.state, checked.unknownKeys, receivedAt)
}

const isRow = (row: ResponseRow | Rejection): row is ResponseRow => !('code' in row)

/** Refused only because the survey or the rules are not known here: they may have been published since. */
const isUnknown = (row: ResponseRow | Rejection) =>
  'code' in row && (row.code === 'unknown-survey' || row.code === 'unknown-rules')

const rejections: Record<Exclude<RowOutcome, 'stored' | 'unchanged'>, Rejection> = {
  'id-conflict': { code: 'id-conflict', pointer: '/id' },
  'too-late': { code: 'too-late', pointer: '/changedAgoMs' },
  unstorable: { code: 'validation-failed', pointer: '' },
}

function resultOf(id: string, outcome: RowOutcome): ResponseResult {
  if (outcome === 'stored' || outcome === 'unchanged') return { id, status: outcome }
  return { id, status: 'rejected', ...rejections[outcome] }
}
