import { countImported, deleteEmptyImport, deleteImported, lockImport } from '../../store/imports.ts'
import type { Db } from '../../store/tables.ts'
import { inTransaction } from '../../store/transaction.ts'

/** Rows in one transaction: it holds their locks only shortly. */
const batch = 500
/** What one request removes: more would keep it waiting. */
const batchesAtOnce = 10

/**
 * Removes an import with its responses, their tags and what they count, some thousands of rows at most. Says how many
 * there were, and how many are left: then it has to be done again. undefined where there is no such import.
 */
export async function removeImport(
  db: Db,
  projectId: string,
  id: string,
  { perBatch = batch } = {},
): Promise<{ rows: number; left: number } | undefined> {
  let rows = 0
  for (let each = 0; each < batchesAtOnce; each += 1) {
    const found = await inTransaction(db, async trx => {
      const row = await lockImport(trx, projectId, id)
      if (!row) return undefined
      const deleted = await deleteImported(trx, projectId, id, perBatch)
      if (deleted < perBatch) await deleteEmptyImport(trx, row)
      return deleted
    })
    if (found === undefined) return each === 0 ? undefined : { rows, left: 0 }
    rows += found
    if (found < perBatch) return { rows, left: 0 }
  }
  return { rows, left: await countImported(db, projectId, id) }
}
