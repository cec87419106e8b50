import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Rules, RulesInput } from '@tyck/shared/admin/touchpoints'
import { findRules, insertRules } from '../../store/rules.ts'
import type { Db } from '../../store/tables.ts'
import { lockTouchpoint, pointTouchpoint, type TouchpointRow } from '../../store/touchpoints.ts'
import { inTransaction, type Trx } from '../../store/transaction.ts'
import type { Published } from './publishSurvey.ts'

/**
 * Makes `input` (checked by `checkRules`) how the touchpoint asks from now on; undefined where the project has no
 * such touchpoint. Publishing again what already stands changes nothing.
 */
export function publishRules(
  db: Db,
  projectId: string,
  key: string,
  input: RulesInput,
  now: number,
): Promise<Published<Rules> | undefined> {
  return inTransaction(db, async trx => {
    const touchpoint = await lockTouchpoint(trx, projectId, key)
    return touchpoint && addRules(trx, projectId, touchpoint, input, now)
  })
}

/** The same for a touchpoint that this transaction holds already. */
export async function addRules(
  trx: Trx,
  projectId: string,
  touchpoint: Pick<TouchpointRow, 'id' | 'rulesId'>,
  input: RulesInput,
  now: number,
): Promise<Published<Rules>> {
  const { rulesId } = touchpoint
  const current = rulesId ? (await findRules(trx, projectId, [rulesId])).get(rulesId) : undefined
  if (current && isSame(current, input)) return { published: current, before: current }
  const id = randomUUID()
  const rules = await insertRules(trx, projectId, {
    ...input,
    id,
    touchpointId: touchpoint.id,
    version: (current?.version ?? 0) + 1,
    publishedAt: new Date(now),
  })
  await pointTouchpoint(trx, projectId, touchpoint.id, { rules_id: id })
  return { published: rules, before: current }
}

function isSame(
  { id: _id, version: _version, publishedAt: _at, ...current }: Rules,
  input: RulesInput,
): boolean {
  return isDeepStrictEqual(current, input)
}
