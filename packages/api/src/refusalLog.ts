import type { FastifyBaseLogger } from 'fastify'
import { DatabaseUnavailable } from './store/unavailable.ts'

/** How often the log repeats that requests are refused, in milliseconds. */
const everyMs = 1_000

/**
 * Says in a short line that requests are refused for want of the database, or of room, or because there are too many:
 * at the first, and then once a second with the number of those since. A line for each would fill a disk, and its
 * stack would say the same every time.
 */
export function createRefusalLog(level: 'error' | 'warn') {
  let refused = 0
  let reason = ''
  let timer: NodeJS.Timeout | null = null
  return (log: Pick<FastifyBaseLogger, 'error' | 'warn'>, error: unknown): void => {
    refused += 1
    reason = reasonOf(error)
    if (timer === null) say()

    function say() {
      timer = null
      if (refused === 0) return
      log[level]({ refused, reason }, 'requests are refused for now')
      refused = 0
      timer = setTimeout(say, everyMs).unref()
    }
  }
}

/** In one line; of the database, what the system or Postgres calls it. */
function reasonOf(error: unknown): string {
  const { message, code } = (error instanceof DatabaseUnavailable ? error.cause : error) as Partial<
    Error & { code: unknown }
  >
  const parts = [typeof code === 'string' ? code : '', message?.split('\n', 1)[0] ?? '']
  return parts.filter(part => part !== '').join(': ') || 'unknown'
}
