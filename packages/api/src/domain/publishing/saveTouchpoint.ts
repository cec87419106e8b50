import { randomUUID } from 'node:crypto'
import { rulesInput, type Touchpoint, type TouchpointInput } from '@tyck/shared/admin/touchpoints'
import type { Db } from '../../store/tables.ts'
import { insertTouchpoint, lockTouchpoint, updateTouchpoint } from '../../store/touchpoints.ts'
import { inTransaction } from '../../store/transaction.ts'
import { readTouchpoint } from '../serving/readTouchpoints.ts'
import type { Act, KnownRevision } from './changeTouchpoint.ts'
import { addRules } from './publishRules.ts'

/**
 * Names the touchpoint `key`, and makes it, with the default rules, where the project has none of that key. Metadata
 * that are not given stay as they are: who renames a touchpoint does not mean to open it to any.
 * @param known the revision that it must have; `none` where it must not be there yet
 */
export function saveTouchpoint(
  db: Db,
  projectId: string,
  key: string,
  input: TouchpointInput,
  act: Act,
  known: KnownRevision | 'none' = null,
): Promise<Touchpoint | 'stale'> {
  return inTransaction(db, async trx => {
    const id = randomUUID()
    const { name, metadata } = input
    const standing = await lockTouchpoint(trx, projectId, key)
    if (known === 'none' ? standing !== undefined : known !== null && standing?.revision !== known)
      return 'stale'
    if (await insertTouchpoint(trx, projectId, { id, key, name, metadata: metadata ?? null })) {
      await addRules(trx, projectId, { id, rulesId: null }, rulesInput.parse({}), act)
    } else if (known === 'none') {
      return 'stale'
    } else {
      await updateTouchpoint(trx, projectId, key, input)
    }
    const touchpoint = await readTouchpoint(trx, projectId, key)
    if (!touchpoint) throw new Error('A touchpoint that was just saved is gone')
    return touchpoint
  })
}
