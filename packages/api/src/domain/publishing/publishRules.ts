import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Rules, RulesInput } from '@tyck/shared/admin/touchpoints'
import { findRules, insertRules } from '../../store/rules.ts'
import type { Db } from '../../store/tables.ts'
import { pointTouchpoint, type TouchpointRow } from '../../store/touchpoints.ts'
import type { Trx } from '../../store/transaction.ts'
import { type Act, changeLiveTouchpoint, type KnownRevision, type Refusal } from './changeTouchpoint.ts'
import type { Published } from './publishSurvey.ts'

/**
 * Makes `input` (checked by `checkRules`) how the touchpoint asks from now on. Publishing again what already stands
 * changes nothing.
 */
export function publishRules(
  db: Db,
  projectId: string,
  key: string,
  input: RulesInput,
  act: Act,
  known: KnownRevision = null,
): Promise<Published<Rules> | Refusal> {
  return changeLiveTouchpoint(db, projectId, key, known, (trx, touchpoint) =>
    addRules(trx, projectId, touchpoint, input, act),
  )
}

/** The same for a touchpoint that this transaction holds already. */
export async function addRules(
  trx: Trx,
  projectId: string,
  touchpoint: Pick<TouchpointRow, 'id' | 'rulesId'>,
  input: RulesInput,
  { now, by }: Act,
): Promise<Published<Rules>> {
  const { rulesId } = touchpoint
  const current = rulesId ? (await findRules(trx, projectId, [rulesId])).get(rulesId) : undefined
  const { note: _note, ...settings } = input
  if (current && isDeepStrictEqual(settingsOf(current), settings)) {
    return { published: current, before: current }
  }
  const id = randomUUID()
  const rules = await insertRules(trx, projectId, {
    ...input,
    ...by,
    id,
    touchpointId: touchpoint.id,
    version: (current?.version ?? 0) + 1,
    publishedAt: new Date(now),
  })
  await pointTouchpoint(trx, projectId, touchpoint.id, { rules_id: id })
  return { published: rules, before: current }
}

/** What rules say, without when and as what they were published. */
export function settingsOf({ id: _id, version: _version, publishedAt: _at, ...settings }: Rules) {
  return settings
}
