import type { Outcome, ResponseRow } from '../store/responses.ts'
import { DatabaseUnavailable, sqlStateOf } from '../store/unavailable.ts'

/** `unstorable`: Postgres cannot take the row whatever is tried; its neighbours were stored without it. */
export type RowOutcome = Outcome | 'unstorable'

type Flush = (rows: readonly ResponseRow[]) => Promise<Outcome[]>

const maxAttempts = 4

/**
 * Flushes `rows` so that one that Postgres refuses fails alone: a batch with a data error is halved until the row
 * stands by itself. A deadlock or a serialization failure is tried again a few times.
 * @throws what `flush` throws otherwise; then some of the rows may be stored all the same
 */
export async function flushEach(flush: Flush, rows: readonly ResponseRow[]): Promise<RowOutcome[]> {
  try {
    return await persist(() => flush(rows))
  } catch (error) {
    if (!isDataError(error)) throw error
    if (rows.length === 1) return ['unstorable']
    const half = rows.length >> 1
    const first = await flushEach(flush, rows.slice(0, half))
    return [...first, ...(await flushEach(flush, rows.slice(half)))]
  }
}

async function persist<T>(attempt: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (attempts === maxAttempts || !isConflict(error)) throw error
    }
  }
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html

/** 22: the data cannot be stored. 23: it breaks a constraint. */
function isDataError(error: unknown): boolean {
  return /^2[23]/.test(sqlStateOf(error) ?? '')
}

/** A serialization failure or a deadlock: the same statement works once the other transaction is through. */
function isConflict(error: unknown): boolean {
  const state = sqlStateOf(error instanceof DatabaseUnavailable ? error.cause : error)
  return state === '40001' || state === '40P01'
}
