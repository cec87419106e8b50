import { setImmediate } from 'node:timers'
import type { ResponseRow } from '../../store/responses.ts'
import { DatabaseUnavailable } from '../../store/unavailable.ts'
import { createFairQueue } from './fairQueue.ts'
import { type Flushing, flushEach, type RowOutcome } from './flushEach.ts'
import { mergeRows } from './mergeRows.ts'

/** Stores the rows of many posts with few commits. */
export interface RecordQueue {
  /**
   * The outcomes of `rows`, all of one project, in their order, once they are committed.
   * @throws `Overloaded` at once where too many rows wait already, of this project or of all; and later where another
   *   project with fewer needs the room. `DatabaseUnavailable`
   */
  record(rows: readonly ResponseRow[]): Promise<RowOutcome[]>
  /** How many rows wait for a flush, and how many are in one. */
  depth(): { waiting: number; underWay: number }
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

/** More rows come in than can be stored, or the queue is closed. Nothing is acknowledged; a later try may be. */
export class Overloaded extends Error {}

// Two lanes: while one waits for the disk, the other works. More only divide the rows into smaller commits.
// What waits is a second's work, and at most 80 MB where every row is as large as a body may be.
export const queueLimits: QueueLimits = { lanes: 2, flushRows: 500, waitingRows: 5_000 }

/** What a flush takes at most where nothing is amiss, in milliseconds. */
const lateMs = 100

interface Entry {
  row: ResponseRow
  settle(outcome: RowOutcome): void
  fail(error: unknown): void
}

/**
 * The group commit: rows that come while every lane is busy wait together and share the next flush. No timer
 * delays them, so that a lone row goes at once and a crowd shares. Each project has its share of a flush and of the
 * room for waiting: one's storm is nobody else's.
 */
export function createRecordQueue(flushing: Flushing, limits: QueueLimits = queueLimits): RecordQueue {
  const waiting = createFairQueue<Entry>(limits.waitingRows)
  let rowsUnderWay = 0
  /** Of these, the ones that may be expected back soon. */
  let rowsInTime = 0
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
      const batch = waiting.take(limits.flushRows)
      rowsUnderWay += batch.length
      const forget = noteUnderWay(batch.length)
      const done = commit(batch).finally(() => {
        rowsUnderWay -= batch.length
        forget()
        underWay.delete(done)
        schedule()
      })
      underWay.add(done)
    }
  }

  /** Counts rows as under way until they are through, or take so long that nobody should wait for them. */
  function noteUnderWay(rows: number): () => void {
    rowsInTime += rows
    const late = setTimeout(() => {
      rowsInTime -= rows
      rows = 0
      schedule()
    }, lateMs)
    return () => {
      clearTimeout(late)
      rowsInTime -= rows
    }
  }

  /**
   * A small flush costs nearly as much as a large one: a second lane opens only for as many rows as are under way.
   * At 64 connections that made 30 rows a flush of 21, and took a quarter off Postgres's work. A flush that waits for
   * a lock keeps it closed no longer.
   */
  function mayFlush(): boolean {
    if (waiting.size() === 0 || underWay.size === limits.lanes) return false
    return waiting.size() >= Math.min(rowsInTime, limits.flushRows)
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
    for (const { fail } of waiting.empty()) fail(error)
  }

  return {
    record: rows =>
      new Promise((settleAll, fail) => {
        const [first] = rows
        if (!first) return settleAll([])
        if (closing) throw new Overloaded()
        const outcomes: RowOutcome[] = []
        let missing = rows.length
        const entries = rows.map((row, at) => ({
          row,
          settle(outcome: RowOutcome) {
            outcomes[at] = outcome
            missing -= 1
            if (missing === 0) settleAll(outcomes)
          },
          fail,
        }))
        const pushedOut = waiting.add(first.project_id, entries)
        if (!pushedOut) throw new Overloaded()
        for (const entry of pushedOut) entry.fail(new Overloaded())
        schedule()
      }),

    depth: () => ({ waiting: waiting.size(), underWay: rowsUnderWay }),

    async close() {
      closing = true
      for (start(); underWay.size > 0; start()) await Promise.all(underWay)
    },
  }
}
