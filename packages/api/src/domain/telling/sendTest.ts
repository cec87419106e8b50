import type { TestResult } from '@tyck/shared/admin/destinations'
import { insertTest, settleDelivery } from '../../store/deliveries.ts'
import type { DestinationRow } from '../../store/destinations.ts'
import { readClock } from '../../store/readClock.ts'
import { attempt, type Delivering, prepare } from './deliver.ts'

/** What a test tells of: a response that nobody gave. */
const example = {
  id: '00000000-0000-7000-8000-000000000000',
  touchpoint: 'checkout.payment',
  seq: 2,
  metric: 'nps',
  score: 9,
  segment: 'promoter',
  reasons: [],
  comment: 'This is a test. Nobody answered.',
  test: true,
}

/** Sends an example to a destination now, once, whatever its state, and tells what came of it. */
export async function sendTest(
  delivering: Delivering,
  { project_id: projectId, id: destinationId }: Pick<DestinationRow, 'project_id' | 'id'>,
): Promise<TestResult> {
  const { db, attemptMs } = delivering
  const now = new Date(await readClock(db))
  const row = await insertTest(db, { projectId, destinationId, body: example, leaseMs: attemptMs * 3 })
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
