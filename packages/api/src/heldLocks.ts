import type { FastifyBaseLogger } from 'fastify'

/** Another process of the service is through before that. */
const runsUntilTold = 3

/**
 * Warns of projects that others are at in every run: whoever connects to the database may hold the advisory lock that a
 * run asks for, and so keep it from being done.
 * @param what is not done meanwhile
 * @returns what is told after each run which projects those were
 */
export function watchHeldLocks(
  log: Pick<FastifyBaseLogger, 'warn'>,
  what: string,
): (held: ReadonlySet<string>) => void {
  /** In how many runs in a row each was held. */
  let runs = new Map<string, number>()
  return held => {
    runs = new Map([...held].map(id => [id, (runs.get(id) ?? 0) + 1]))
    for (const [projectId, inRow] of runs)
      if (inRow >= runsUntilTold)
        log.warn(
          { projectId, runs: inRow },
          `another session holds the lock for ${what}: pg_locks says which`,
        )
  }
}
