import type { Db } from '../../store/tables.ts'
import { deleteTestResponses } from '../../store/testResponses.ts'

/** Responses in one statement: it holds their locks only shortly. */
const batch = 500

/** Deletes all test responses of a project, with their tags; says how many there were. Doing it again does no harm. */
export async function deleteTests(db: Db, projectId: string): Promise<number> {
  let deleted = 0
  for (;;) {
    const found = await deleteTestResponses(db, projectId, batch)
    deleted += found
    if (found < batch) return deleted
  }
}
