import { setTimeout as sleep } from 'node:timers/promises'
import { TyckError } from './tyckError.ts'

export interface Patience {
  /** For how long to go on after the first attempt, in milliseconds. */
  retryForMs: number
  /** Whether it may be done again after this: nothing must happen twice. */
  mayRetry: (error: TyckError) => boolean
  signal?: AbortSignal | undefined
}

const firstPauseMs = 500
const longestPauseMs = 30_000

/**
 * Does `attempt` until it succeeds, fails for good, or the next one would begin too late; then the last error is
 * thrown. It waits as long as the service asks, and never shorter than its own growing pause.
 */
export async function retry<T>(
  attempt: () => Promise<T>,
  { retryForMs, mayRetry, signal }: Patience,
): Promise<T> {
  const until = performance.now() + retryForMs
  for (let failures = 0; ; failures++) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof TyckError) || !mayRetry(error)) throw error
      const pauseMs = pauseAfter(failures, error.retryAfterMs)
      if (performance.now() + pauseMs > until) throw error
      await sleep(pauseMs, undefined, { signal }).catch(() => signal?.throwIfAborted())
    }
  }
}

/**
 * Doubling from half a second to half a minute, spread so that many who failed together do not come back together.
 * @param random 0 to below 1
 */
export function pauseAfter(failures: number, retryAfterMs = 0, random = Math.random()): number {
  const own = Math.min(longestPauseMs, firstPauseMs * 2 ** failures) * (0.5 + random)
  return Math.max(own, retryAfterMs + own / 4)
}
