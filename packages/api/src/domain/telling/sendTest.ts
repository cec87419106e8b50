import type { TestResult } from '@tyck/shared/admin/destinations'
import { settleDelivery } from '../../store/deliveries.ts'
import type { DestinationRow } from '../../store/destinations.ts'
import { lockProject } from '../../store/projects.ts'
import { readClock } from '../../store/readClock.ts'
import { insertTest, listTests } from '../../store/testDeliveries.ts'
import { inTransaction, type Trx } from '../../store/transaction.ts'
import { attempt, type Delivering, prepare } from './deliver.ts'

const hourMs = 3_600_000
/**
 * How many tests are sent in an hour to one destination, and of one project, whose destinations may be deleted and made
 * anew: a test goes to whatever mailbox it is given.
 */
export const testsAnHour = { ofDestination: 10, ofProject: 40 }

/**
 * Sends an example to a destination now, once, whatever its state, and tells what came of it; or in how many
 * milliseconds it may be asked again, where enough were sent.
 */
export async function sendTest(
  delivering: Delivering,
  { project_id: projectId, id: destinationId }: Pick<DestinationRow, 'project_id' | 'id'>,
): Promise<TestResult | { retryAfterMs: number }> {
  const { db, attemptMs } = delivering
  const now = new Date(await readClock(db))
  const row = await inTransaction(db, async trx => {
    // Those who ask at the same time go one after the other.
    await lockProject(trx, projectId)
    const retryAfterMs = await untilRoom(trx, projectId, destinationId)
    if (retryAfterMs > 0) return { retryAfterMs }
    return insertTest(trx, { projectId, destinationId, leaseMs: attemptMs * 3 })
  })
  if ('retryAfterMs' in row) return row
  const [prepared] = await prepare(delivering, [{ ...row, now }])
  if (!prepared) throw new Error('Nothing was prepared')
  const sent = await attempt(delivering, prepared, new AbortController().signal)
  const delivered = sent.outcome === 'delivered'
  const status = 'status' in sent ? (sent.status ?? null) : null
  const error = sent.code ?? null
  const tookMs = Math.round(sent.tookMs)
  await settleDelivery(db, row, {
    state: delivered ? 'delivered' : 'failed',
    status,
    error,
    tookMs,
    dueInMs: 0,
  })
  return { delivered, status, error, tookMs }
}

/** In how many milliseconds another test may be sent; 0 for now. */
async function untilRoom(trx: Trx, projectId: string, destinationId: string): Promise<number> {
  const sent = await listTests(trx, projectId, { withinMs: hourMs, limit: testsAnHour.ofProject })
  const own = sent.filter(test => test.destinationId === destinationId)
  const until = (tests: typeof sent, most: number) => hourMs - (tests[most - 1]?.agoMs ?? hourMs)
  return Math.max(until(own, testsAnHour.ofDestination), until(sent, testsAnHour.ofProject))
}
