import type { Touchpoint, TouchpointState } from '@tyck/shared/admin/touchpoints'
import { moveDraft } from '../../store/drafts.ts'
import type { Db } from '../../store/tables.ts'
import { pointTouchpoint } from '../../store/touchpoints.ts'
import { readTouchpoint } from '../serving/readTouchpoints.ts'
import { type Act, changeTouchpoint, type KnownRevision, type Refusal } from './changeTouchpoint.ts'
import { addRules, settingsOf } from './publishRules.ts'

/**
 * Lets a touchpoint ask, pauses it, or archives it. To pause is a version of its rules, so that the history tells when
 * nobody was asked; a draft goes on from it. What is archived keeps its responses, and can be taken back.
 */
export function setState(
  db: Db,
  projectId: string,
  key: string,
  state: TouchpointState,
  act: Act,
  known: KnownRevision,
): Promise<Touchpoint | Refusal> {
  return changeTouchpoint(db, projectId, key, known, async (trx, row) => {
    const { id, archivedAt, rulesId } = row
    const standing = await readTouchpoint(trx, projectId, key)
    if (!standing) throw new Error('A touchpoint that is locked is gone')
    if (standing.state === state) return standing
    if (state === 'archived') {
      await pointTouchpoint(trx, projectId, id, { archived_at: new Date(act.now) })
    } else {
      if (archivedAt) await pointTouchpoint(trx, projectId, id, { archived_at: null })
      const settings = { ...settingsOf(standing.rules), paused: state === 'paused' }
      const { published } = await addRules(trx, projectId, row, settings, act)
      if (rulesId !== null) await moveDraft(trx, projectId, id, rulesId, published.id)
    }
    return (await readTouchpoint(trx, projectId, key)) ?? standing
  })
}
