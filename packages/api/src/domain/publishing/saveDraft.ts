import type { DraftInput, TouchpointDraft } from '@tyck/shared/admin/drafts'
import { deleteDraft, upsertDraft } from '../../store/drafts.ts'
import type { Db } from '../../store/tables.ts'
import { pointTouchpoint, type TouchpointRow } from '../../store/touchpoints.ts'
import type { Trx } from '../../store/transaction.ts'
import {
  type Act,
  changeLiveTouchpoint,
  changeTouchpoint,
  type KnownRevision,
  type Refusal,
} from './changeTouchpoint.ts'
import { reviewDraft } from './reviewDraft.ts'

/** Puts `content` in the place of the draft before it. Nothing that pages see changes. */
export function saveDraft(
  db: Db,
  projectId: string,
  key: string,
  content: DraftInput,
  act: Act,
  known: KnownRevision,
): Promise<TouchpointDraft | Refusal> {
  return changeLiveTouchpoint(db, projectId, key, known, async (trx, row) => {
    await keepDraft(trx, projectId, row, content, act)
    return reviewDraft(trx, projectId, row)
  })
}

/** The same for a touchpoint that this transaction holds already. */
export async function keepDraft(
  trx: Trx,
  projectId: string,
  { id, surveyId, rulesId }: TouchpointRow,
  content: DraftInput,
  { now, by }: Act,
): Promise<void> {
  if (rulesId === null) throw new Error('A touchpoint has no rules')
  await upsertDraft(trx, projectId, id, { content, surveyId, rulesId, savedAt: new Date(now), ...by })
  await pointTouchpoint(trx, projectId, id, {})
}

/** Throws the draft away. */
export function dropDraft(
  db: Db,
  projectId: string,
  key: string,
  known: KnownRevision,
): Promise<TouchpointDraft | Refusal> {
  return changeTouchpoint(db, projectId, key, known, async (trx, row) => {
    await deleteDraft(trx, projectId, row.id)
    await pointTouchpoint(trx, projectId, row.id, {})
    return reviewDraft(trx, projectId, row)
  })
}
