import type { DriftKind } from '@tyck/shared/admin/drift'
import type { ResponseResult } from '@tyck/shared/contract/responses'
import type { ProblemCode } from '@tyck/shared/problem'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { countRequests } from './countRequests.ts'
import type { Limit } from './rateLimits.ts'

/**
 * What this process counts, for Prometheus. Every label has few values, and all of them are ours: nothing that a
 * caller sends, and no project, which may be many.
 */
export interface Metrics {
  /** A request that was answered; `route` is its pattern, null where there is none. */
  answered(method: string, route: string | null, status: number, seconds: number): void
  /** An error that was told to a caller. */
  refused(code: ProblemCode): void
  /** What became of each response of a post. */
  recorded(results: readonly ResponseResult[]): void
  /** Metadata of a response that are not as its touchpoint takes them. */
  drifted(kind: DriftKind): void
  /** A request that was over a limit. */
  limited(limit: Limit): void
  /** How many hourly counts of the last days do not equal a recount. */
  recounted(differences: number): void
  /** An attempt to tell a destination, and what came of it. */
  told(kind: string, outcome: string): void
  /** How many deliveries wait, and how long the oldest has been due. */
  backlog(state: { waiting: number; oldestDueSeconds: number }): void
  /** Runs a flush of so many rows, and notes how long it took. */
  timeFlush<T>(rows: number, flush: () => Promise<T>): Promise<T>
  /** Asks for the depth of the queue whenever somebody looks. */
  watchQueue(depth: () => { waiting: number; underWay: number }): void
  /** Asks for the state of a pool of connections whenever somebody looks. */
  watchPool(
    pool: 'main' | 'admin' | 'writers' | 'rows' | 'telling' | 'exports',
    state: () => { total: number; idle: number; waiting: number },
  ): void
  /** All of it, in the text form that Prometheus reads. */
  text(): Promise<string>
  contentType: string
}

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
const rows = [1, 2, 5, 10, 20, 50, 100, 200, 500]

export function createMetrics(): Metrics {
  const register = new Registry()
  const registers = [register]
  // Processor, memory, descriptors, garbage collection, and how late the event loop is.
  collectDefaultMetrics({ register })

  const countRequest = countRequests(register)
  const problems = new Counter({
    name: 'tyck_problems_total',
    help: 'Errors told to callers, by their code',
    labelNames: ['code'],
    registers,
  })
  /** Not yet added to the counter, which takes longer to count one than to count many. */
  const outcomes = new Map<ResponseResult['status'], number>()
  new Counter({
    name: 'tyck_responses_total',
    help: 'States of responses that were posted, by what became of them',
    labelNames: ['status'],
    registers,
    collect() {
      for (const [status, count] of outcomes) this.inc({ status }, count)
      outcomes.clear()
    },
  })
  const rejected = new Counter({
    name: 'tyck_responses_rejected_total',
    help: 'States of responses that were rejected, by the code',
    labelNames: ['code'],
    registers,
  })
  const drifts = new Counter({
    name: 'tyck_metadata_drift_total',
    help: 'Metadata keys of responses that are not as their touchpoint takes them',
    labelNames: ['kind'],
    registers,
  })
  const overLimit = new Counter({
    name: 'tyck_limited_total',
    help: 'Requests over a rate limit, by which one',
    labelNames: ['limit'],
    registers,
  })
  const differences = new Gauge({
    name: 'tyck_recount_differences',
    help: 'Hourly counts of the last days that do not equal a recount of the responses',
    registers,
  })
  const attempts = new Counter({
    name: 'tyck_delivery_attempts_total',
    help: 'Attempts to tell destinations, by what was sent and what came of it',
    labelNames: ['kind', 'outcome'],
    registers,
  })
  const waiting = new Gauge({
    name: 'tyck_deliveries_waiting',
    help: 'Deliveries that wait, of all projects, as counted a quarter of a minute ago at most',
    registers,
  })
  const oldestDue = new Gauge({
    name: 'tyck_deliveries_oldest_due_seconds',
    help: 'For how long the delivery has been due that has been due for longest',
    registers,
  })
  const flushRows = new Histogram({
    name: 'tyck_flush_rows',
    help: 'Rows in one statement that stores responses',
    buckets: rows,
    registers,
  })
  const flushes = new Histogram({
    name: 'tyck_flush_duration_seconds',
    help: 'How long such a statement took, commit included',
    labelNames: ['outcome'],
    buckets: seconds,
    registers,
  })
  const pools = new Map<string, () => { total: number; idle: number; waiting: number }>()
  new Gauge({
    name: 'tyck_pool_connections',
    help: 'Connections to Postgres that are held, and queries that wait for one',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      for (const [pool, stateOf] of pools) {
        const { total, idle, waiting } = stateOf()
        this.set({ pool, state: 'busy' }, total - idle)
        this.set({ pool, state: 'idle' }, idle)
        this.set({ pool, state: 'waiting' }, waiting)
      }
    },
  })

  return {
    answered(method, route, status, took) {
      // Where there is no route the method may be any.
      if (route === null) countRequest('any', 'none', status, took)
      else countRequest(method, route, status, took)
    },

    refused: code => problems.inc({ code }),

    recorded(results) {
      for (const { status, code } of results) {
        outcomes.set(status, (outcomes.get(status) ?? 0) + 1)
        if (code) rejected.inc({ code })
      }
    },

    drifted: kind => drifts.inc({ kind }),

    limited: limit => overLimit.inc({ limit }),

    recounted: count => differences.set(count),

    told: (kind, outcome) => attempts.inc({ kind, outcome }),

    backlog(state) {
      waiting.set(state.waiting)
      oldestDue.set(state.oldestDueSeconds)
    },

    async timeFlush(count, flush) {
      flushRows.observe(count)
      const startedAt = performance.now()
      const took = () => (performance.now() - startedAt) / 1_000
      try {
        const outcome = await flush()
        flushes.observe({ outcome: 'stored' }, took())
        return outcome
      } catch (error) {
        flushes.observe({ outcome: 'failed' }, took())
        throw error
      }
    },

    watchQueue(depth) {
      new Gauge({
        name: 'tyck_queue_rows',
        help: 'Rows that wait for a flush, and those in one',
        labelNames: ['state'],
        registers,
        collect() {
          const { waiting, underWay } = depth()
          this.set({ state: 'waiting' }, waiting)
          this.set({ state: 'under-way' }, underWay)
        },
      })
    },

    watchPool: (pool, state) => void pools.set(pool, state),

    text: () => register.metrics(),
    contentType: register.contentType,
  }
}
