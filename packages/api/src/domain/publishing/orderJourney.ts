import type { Touchpoint } from '@tyck/shared/admin/touchpoints'
import type { FieldError } from '@tyck/shared/problem'
import { lockProject } from '../../store/projects.ts'
import type { Db } from '../../store/tables.ts'
import { listTouchpoints, orderTouchpoints } from '../../store/touchpoints.ts'
import { inTransaction } from '../../store/transaction.ts'
import { readTouchpoints } from '../serving/readTouchpoints.ts'

/** Puts the touchpoints in this order, which names all that are not archived. */
export function orderJourney(
  db: Db,
  projectId: string,
  order: readonly string[],
): Promise<Touchpoint[] | { faults: FieldError[] }> {
  return inTransaction(db, async trx => {
    // Two orders at once would mix.
    await lockProject(trx, projectId)
    const rows = await listTouchpoints(trx, projectId)
    const faults = order.flatMap((key, at): FieldError[] => {
      const pointer = `/order/${at}`
      if (order.indexOf(key) < at) return [{ pointer, code: 'duplicate', expected: 'each key once' }]
      if (rows.some(row => row.key === key)) return []
      return [{ pointer, code: 'unknown', expected: 'the key of a touchpoint that is not archived' }]
    })
    if (faults.length === 0 && rows.some(({ key }) => !order.includes(key))) {
      faults.push({
        pointer: '/order',
        code: 'incomplete',
        expected: 'every touchpoint that is not archived',
      })
    }
    if (faults.length > 0) return { faults }
    const named = order.flatMap(key => rows.filter(row => row.key === key))
    await orderTouchpoints(
      trx,
      projectId,
      named.map(({ id }) => id),
    )
    return readTouchpoints(trx, projectId)
  })
}
