import { demoKeys } from '../../auth.ts'
import { takeDemoPast } from '../../store/demoPast.ts'
import { flush, type ResponseRow } from '../../store/responses.ts'
import { listRules } from '../../store/rules.ts'
import { listSurveys } from '../../store/surveys.ts'
import type { Db } from '../../store/tables.ts'
import { findTouchpoint } from '../../store/touchpoints.ts'
import { inTransaction, type Trx } from '../../store/transaction.ts'
import { demoTouchpoints } from '../touchpoints.ts'
import type { AskedThen } from './askedThen.ts'
import { demoPast } from './demoPast.ts'
import { teamThen } from './teamThen.ts'

const hourMs = 3_600_000
/** As many as posts share a commit. */
const batchRows = 500
/** As many as there are versions in the demo, and more. */
const versions = 20

/**
 * Gives the demo project the 90 days before it was made: once, all or nothing, by the way that answers take. Any number
 * of processes may do it at the same time. Ends without a trace where `signal` is aborted.
 * @returns how many responses it stored
 */
export function fillDemo(db: Db, signal?: AbortSignal): Promise<number> {
  return inTransaction(db, async trx => {
    const project = await takeDemoPast(trx, demoKeys.publishable)
    if (!project) return 0
    // A full hour, for an answer of today must never wait for the counts of this transaction.
    const until = Math.floor(project.createdAt.getTime() / hourMs) * hourMs
    const comments: ResponseRow[] = []
    let stored = 0
    let batch: ResponseRow[] = []
    const store = async () => {
      signal?.throwIfAborted()
      await flush(trx, batch)
      stored += batch.length
      batch = []
    }
    for (const row of demoPast(await askedThen(trx, project.id), until)) {
      batch.push(row)
      if (row.comment !== null) comments.push(row)
      if (batch.length === batchRows) await store()
    }
    if (batch.length > 0) await store()
    await teamThen(trx, project.id, comments, until)
    return stored
  })
}

async function askedThen(trx: Trx, projectId: string): Promise<AskedThen[]> {
  const asked: AskedThen[] = []
  for (const { key } of demoTouchpoints) {
    const touchpoint = await findTouchpoint(trx, projectId, key)
    if (!touchpoint) continue
    const surveys = await listSurveys(trx, projectId, touchpoint.id, { limit: versions, textsOf: 'all' })
    const rules = await listRules(trx, projectId, touchpoint.id, { limit: versions })
    asked.push({
      projectId,
      touchpointId: touchpoint.id,
      key,
      surveys: surveys.reverse().map(({ id, metric, comment, defaultLocale, locales = {}, publishedAt }) => ({
        id,
        metric,
        comment,
        followUps: new Set(Object.keys(locales[defaultLocale]?.followUps ?? {})),
        reasons: keysOf(locales[defaultLocale]?.reasons ?? {}),
        from: Date.parse(publishedAt),
      })),
      rules: rules.reverse().map(({ id, sampleRate, quietDays, publishedAt }) => ({
        id,
        sampleRate,
        quietDays,
        from: Date.parse(publishedAt),
      })),
    })
  }
  return asked
}

function keysOf(reasons: Record<string, { key: string }[]>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(reasons).map(([segment, of]) => [segment, of.map(({ key }) => key)]),
  )
}
