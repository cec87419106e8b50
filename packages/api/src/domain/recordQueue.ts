import { setImmediate } from 'node:timers'
import type { ResponseRow } from '../store/responses.ts'
import { DatabaseUnavailable } from '../store/unavailable.ts'
import { type Flushing, flushEach, type RowOutcome } from './flushEach.ts'
import { mergeRows } from './mergeRows.ts'

/** Stores the rows of many posts with few commits. */
export interface RecordQueue {
  /**
   * The outcomes of `rows`, in their order, once they are committed.
   * @throws `Overloaded` at once where too many rows wait already; `DatabaseUnavailable`
   */
  record(rows: readonly ResponseRow[]): Promise<RowOutcome[]>
  /** Takes no more, and waits until what was taken is stored or has failed. */
  close(): Promise<void>
}

export interface QueueLimits {
  /** How many flushes may be under way at once, each on a connection of its own. */
  lanes: number
  /** The most rows in one flush. */
  flushRows: number
  /** The most rows that may wait for a flush. */
  waitingRows: number
}

/** More rows come in than can be stored, or the queue is closed. Nothing was taken; a later try may be. */
export class Overloaded extends Error {}

// Two lanes: while one waits for the disk, the other works. More only divide the rows into smaller commits.
// What waits is a second's work, and at most 80 MB where every row is as large as a body may be.
export const queueLimits: QueueLimits = { lanes: 2, flushRows: 500, waitingRows: 5_000 }

interface Entry {
  row: ResponseRow
  settle(outcome: RowOutcome): void
  fail(error: unknown): void
}

/**
 * The group commit: rows that come while every lane is busy wait together and share the next flush. No timer
 * delays them, so that a lone row goes at once and a crowd shares.
 */
export function createRecordQueue(flushing: Flushing, limits: QueueLimits = queueLimits): RecordQueue {
  let waiting: Entry[] = []
  let rowsUnderWay = 0
  let scheduled = false
  let closing = false
  const underWay = new Set<Promise<void>>()

  function schedule() {
    if (scheduled) return
    scheduled = true
    // After this turn of the event loop: posts that were read in the same turn go together.
    setImmediate(start)
  }

  function start() {
    scheduled = false
    while (mayFlush()) {
      const batch = waiting.slice(0, limits.flushRows)
      waiting = waiting.slice(limits.flushRows)
      rowsUnderWay += batch.length
      const done = commit(batch).finally(() => {
        rowsUnderWay -= batch.length
        underWay.delete(done)
        schedule()
      })
      underWay.add(done)
    }
  }

  /**
   * A small flush costs nearly as much as a large one: a second lane opens only for as many rows as are under way.
   * At 64 connections that made 30 rows a flush of 21, and took a quarter off Postgres's work.
   */
  function mayFlush(): boolean {
    if (waiting.length === 0 || underWay.size === limits.lanes) return false
    return waiting.length >= Math.min(rowsUnderWay, limits.flushRows)
  }

  async function commit(batch: readonly Entry[]): Promise<void> {
    const groups = mergeRows(batch)
    const again: Entry[] = []
    try {
      const outcomes = await flushEach(
        flushing,
        groups.map(({ winner }) => winner.row),
      )
      for (const [at, { winner, others }] of groups.entries()) {
        const outcome = outcomes[at] ?? 'unstorable'
        winner.settle(outcome)
        const stands = outcome === 'stored' || outcome === 'unchanged'
        for (const other of others) {
          // A state that was refused stands before none: the lower ones may be in time, or of the right survey.
          if (!stands) again.push(other)
          else other.settle(other.row.survey_id === winner.row.survey_id ? 'unchanged' : 'id-conflict')
        }
      }
    } catch (error) {
      for (const { fail } of batch) fail(error)
      // A lock or a deadlock is this batch's own; a lost database is everybody's.
      if (error instanceof DatabaseUnavailable && error.isLost) failWaiting(error)
      return
    }
    if (again.length > 0) await commit(again)
  }

  /** What waits would only find out the same, seconds later. */
  function failWaiting(error: unknown) {
    for (const { fail } of waiting) fail(error)
    waiting = []
  }

  return {
    async record(rows) {
      if (closing || waiting.length + rows.length > limits.waitingRows) throw new Overloaded()
      const outcomes = rows.map(
        row =>
          new Promise<RowOutcome>((settle, fail) => {
            waiting.push({ row, settle, fail })
          }),
      )
      schedule()
      return Promise.all(outcomes)
    },

    async close() {
      closing = true
      for (start(); underWay.size > 0; start()) await Promise.all(underWay)
    },
  }
}
