import { setTimeout as delay } from 'node:timers/promises'
import { windows } from '@tyck/shared/contract/vocabulary'
import { deleteResponsesOf, insertErasure, listWriters, noteErasedResponses } from '../../store/erasures.ts'
import { noteEvent } from '../../store/events.ts'
import type { Db } from '../../store/tables.ts'
import { inTransaction } from '../../store/transaction.ts'
import { DatabaseUnavailable } from '../../store/unavailable.ts'

/** Responses in one statement: it holds their locks only shortly. */
const batch = 500
/** Ids in one statement, which holds no locks. */
const idsBatch = 5_000
/** How long what was under way before is waited for, and how often it is looked after, in milliseconds. */
const patience = { allMs: 5_000, eachMs: 20 }

export interface Erased {
  /** Until when what was shown is gone. */
  erasedAt: Date
  /** How many responses were deleted. */
  responses: number
}

/**
 * Erases all that a respondent was shown until `now`. The erasure is committed first, so that nothing of it is stored
 * again; then what was being stored at that moment is waited for. The same is done with the ids of what is there, for a
 * later state of it need not name the respondent. Then everything is deleted, with its counts. Doing it again, or for
 * somebody who is not known, does no harm.
 * @param hash what `HashRespondent` makes of the respondent
 * @throws DatabaseUnavailable where it could not be finished; doing it again goes on
 */
export async function eraseRespondent(
  db: Db,
  { projectId, respondent, hash, now }: { projectId: string; respondent: string; hash: string; now: number },
): Promise<Erased> {
  const erasedAt = new Date(now)
  await inTransaction(db, async trx => {
    await insertErasure(trx, {
      project_id: projectId,
      respondent_hash: Buffer.from(hash, 'base64'),
      erased_at: erasedAt,
    })
    // Whom it was of is forgotten once it is told.
    await noteEvent(trx, { project_id: projectId, type: 'respondent.erased', respondent })
  })
  await waitForWriters(db)
  const since = new Date(now - windows.ageMs)
  let noted = 0
  for (;;) {
    const more = await noteErasedResponses(db, projectId, respondent, {
      since,
      until: erasedAt,
      limit: idsBatch,
    })
    if (more === 0) break
    noted += more
  }
  if (noted > 0) await waitForWriters(db)
  let responses = 0
  for (;;) {
    const deleted = await deleteResponsesOf(db, projectId, respondent, { until: erasedAt, limit: batch })
    if (deleted === 0) return { erasedAt, responses }
    responses += deleted
  }
}

/** Those who may not have seen the erasure. */
async function waitForWriters(db: Db): Promise<void> {
  const writers = new Set(await listWriters(db))
  for (let waited = 0; writers.size > 0; waited += patience.eachMs) {
    if (waited >= patience.allMs)
      throw new DatabaseUnavailable(new Error('a writer does not come to its end'))
    await delay(patience.eachMs)
    const left = new Set(await listWriters(db))
    for (const writer of writers) if (!left.has(writer)) writers.delete(writer)
  }
}
