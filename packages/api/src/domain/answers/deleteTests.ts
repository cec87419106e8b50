import type { Db } from '../../store/tables.ts'
import { countTestResponses, deleteTestResponses } from '../../store/testResponses.ts'

/** Responses in one statement: it holds their locks only shortly. */
const batch = 500
/** What one request deletes: more would keep it waiting. */
const batchesAtOnce = 10

/**
 * Deletes test responses of a project, with their tags, some thousands at most. Says how many there were, and how many
 * are left: then it has to be done again.
 */
export async function deleteTests(
  db: Db,
  projectId: string,
  { perBatch = batch } = {},
): Promise<{ responses: number; left: number }> {
  let responses = 0
  for (let each = 0; each < batchesAtOnce; each += 1) {
    const found = await deleteTestResponses(db, projectId, perBatch)
    responses += found
    if (found < perBatch) break
  }
  return { responses, left: await countTestResponses(db, projectId) }
}
