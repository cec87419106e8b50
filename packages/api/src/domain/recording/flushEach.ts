import type { Outcome, ResponseRow } from '../../store/responses.ts'
import { DatabaseUnavailable, sqlStateOf } from '../../store/unavailable.ts'

/** `unstorable`: Postgres cannot take the row whatever is tried; its neighbours were stored without it. */
export type RowOutcome = Outcome | 'unstorable'

export interface Flushing {
  flush(rows: readonly ResponseRow[]): Promise<Outcome[]>
  /** Hears of each row that Postgres cannot take, by its SQLSTATE: the checks before should have found it. */
  report(sqlState: string): void
}

const maxAttempts = 4

/**
 * Flushes `rows` so that one that Postgres refuses fails alone: a batch with a data error is halved until the row
 * stands by itself. A deadlock or a serialization failure is tried again a few times.
 * @throws what `flush` throws otherwise; then some of the rows may be stored all the same
 */
export async function flushEach(flushing: Flushing, rows: readonly ResponseRow[]): Promise<RowOutcome[]> {
  try {
    return await persist(() => flushing.flush(rows))
  } catch (error) {
    const sqlState = dataError(error)
    if (!sqlState) throw error
    if (rows.length === 1) {
      flushing.report(sqlState)
      return ['unstorable']
    }
    const half = rows.length >> 1
    const first = await flushEach(flushing, rows.slice(0, half))
    return [...first, ...(await flushEach(flushing, rows.slice(half)))]
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

/** The SQLSTATE of an error of the data: 22, it cannot be stored; 23, it breaks a constraint. */
function dataError(error: unknown): string | null {
  const state = sqlStateOf(error)
  return state && /^2[23]/.test(state) ? state : null
}

/** A serialization failure or a deadlock: the same statement works once the other transaction is through. */
function isConflict(error: unknown): boolean {
  const state = sqlStateOf(error instanceof DatabaseUnavailable ? error.cause : error)
  return state === '40001' || state === '40P01'
}
