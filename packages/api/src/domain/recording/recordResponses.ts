import type { ResponseResult } from '@tyck/shared/contract/responses'
import type { IngestionProject } from '../../store/ingestionProjects.ts'
import type { ResponseRow } from '../../store/responses.ts'
import type { HashRespondent } from '../keeping/hashRespondent.ts'
import type { Vouch, Voucher } from '../keys/vouch.ts'
import { isMaskedKey } from '../masking/maskMetadata.ts'
import { type CheckedState, checkState, idOf } from './checkState.ts'
import type { DriftLog } from './driftLog.ts'
import { driftOf } from './driftOf.ts'
import type { RowOutcome } from './flushEach.ts'
import type { Sender } from './gradeSender.ts'
import { periodMs } from './periodMs.ts'
import type { RecordQueue } from './recordQueue.ts'
import { changedAgoOf, type Rejection, toResponseRow } from './toResponseRow.ts'

/** What recording needs besides the post itself. */
export interface Recording {
  project: IngestionProject
  queue: RecordQueue
  /** The project as it is now, for what the copy in memory doesn't know. */
  refresh: () => Promise<IngestionProject | undefined>
  vouch: Vouch
  drift: Pick<DriftLog, 'note'>
  /** What a respondent's erasure is found by. */
  hashRespondent: HashRespondent
  /** Whether a secret key was brought. */
  isServer: boolean
  /** What a page's post says of who sent it; null for a server of the site. */
  sender: Sender | null
  /** Milliseconds since 1970 by our clock: when the post came. */
  receivedAt: number
}

/**
 * Records each of `items` by itself; the results come in their order. When it returns, all that is `stored` is
 * committed.
 * @throws Overloaded, DatabaseUnavailable: then nothing is acknowledged, and sending it all again is safe
 */
export async function recordResponses(
  items: readonly unknown[],
  recording: Recording,
): Promise<ResponseResult[]> {
  const { project, queue, refresh } = recording
  const checked = items.map(checkState)
  async function judge(by: IngestionProject) {
    const vouchers = by.identity === 'off' ? [] : await findVouchers(by, checked, recording)
    const rows = checked.map((state, at) => toRow(by, state, vouchers[at] ?? null, recording))
    return { by, vouchers, rows }
  }
  let judged = await judge(project)
  if (judged.rows.some(isUnknown)) judged = await judge((await refresh()) ?? project)

  const rows = judged.rows.filter(isRow)
  const outcomes = rows.length === 0 ? [] : await queue.record(rows)
  let next = 0
  return judged.rows.map((row, at) => {
    if (!isRow(row)) return { id: idOf(items[at]), status: 'rejected', ...row }
    const outcome = outcomes[next++] ?? 'unstorable'
    if (outcome === 'stored') noteDrift(judged.by, row, checked[at], judged.vouchers[at], recording)
    return resultOf(row.id, outcome)
  })
}

/** Once for each response, by its first state: the others bring the same metadata. */
function noteDrift(
  { surveys, masking }: IngestionProject,
  row: ResponseRow,
  checked: CheckedState | undefined,
  voucher: Voucher | undefined,
  { drift, receivedAt }: Recording,
): void {
  if (row.seq > 1 || row.test) return
  const contract = surveys[row.survey_id]?.metadata ?? null
  if (contract === null || !checked?.ok) return
  const signed = typeof voucher === 'object' ? voucher?.metadata : undefined
  const sent = { ...checked.state.metadata, ...signed }
  const isMasked = (key: string) => masking && isMaskedKey(key)
  drift.note(row.project_id, row.touchpoint_id, receivedAt, driftOf(contract, sent, isMasked))
}

/** Who vouches for the respondent of each. */
function findVouchers(
  project: IngestionProject,
  checked: readonly CheckedState[],
  { vouch, isServer, receivedAt }: Recording,
): Promise<Voucher[]> {
  const vouchers = checked.map(each => {
    if (!each.ok) return null
    const at = receivedAt - changedAgoOf(each.state)
    return vouch(project, { identity: each.state.identity, isServer, at, now: receivedAt })
  })
  return Promise.all(vouchers)
}

function toRow(
  project: IngestionProject,
  checked: CheckedState,
  voucher: Voucher,
  { hashRespondent, sender, receivedAt }: Recording,
): ResponseRow | Rejection {
  if (!checked.ok) return { code: 'validation-failed', pointer: checked.pointer }
  const row = toResponseRow(project, checked.state, voucher, sender, checked.unknownKeys, receivedAt)
  if (!isRow(row)) return row
  if (row.respondent !== null) row.respondent_hash = hashRespondent(project.id, row.respondent)
  if (project.countOnceWithin !== null) row.window_ms = periodMs(project.countOnceWithin)
  return row
}

const isRow = (row: ResponseRow | Rejection): row is ResponseRow => !('code' in row)

/** Refused only because of what is not known here: it may have been published, or made, since. */
const isUnknown = (row: ResponseRow | Rejection) =>
  'code' in row && ['unknown-survey', 'unknown-rules', 'identity-required'].includes(row.code)

const rejections: Record<Exclude<RowOutcome, 'stored' | 'unchanged'>, Rejection> = {
  gone: { code: 'gone', pointer: '/respondent' },
  'id-conflict': { code: 'id-conflict', pointer: '/id' },
  'identity-required': { code: 'identity-required', pointer: '/identity' },
  'too-late': { code: 'too-late', pointer: '/changedAgoMs' },
  unstorable: { code: 'validation-failed', pointer: '' },
}

function resultOf(id: string, outcome: RowOutcome): ResponseResult {
  if (outcome === 'stored' || outcome === 'unchanged') return { id, status: outcome }
  return { id, status: 'rejected', ...rejections[outcome] }
}
