import type { Config } from './config.ts'
import type { Passwords } from './domain/accounts/passwords.ts'
import type { DriftLog } from './domain/recording/driftLog.ts'
import type { Metrics } from './metrics.ts'
import type { RateLimits } from './rateLimits.ts'
import type { Db } from './store/tables.ts'

/** What every route is handed. */
export interface Context {
  config: Config
  db: Db
  /** Where `db` points, for those who need connections of their own (`openDatabase`). */
  databaseUrl: string
  /** Milliseconds since 1970. */
  clock: () => number
  /** Tells whoever keeps a copy in memory that a project's settings, surveys or rules were changed here. */
  changes: Changes
  /** What each caller may cost in a second. */
  rates: RateLimits
  /** How metadata differ from what touchpoints take. */
  drift: DriftLog
  /** How passwords are kept and compared. */
  passwords: Passwords
  /** What this process counts. */
  metrics: Metrics
}

/**
 * News of changed projects within this process. Other processes hear nothing, so a copy in memory still has to
 * grow old by itself within seconds.
 */
export interface Changes {
  subscribe(listener: (projectId: string) => void): void
  announce(projectId: string): void
}

export function createChanges(): Changes {
  const listeners: ((projectId: string) => void)[] = []
  return {
    subscribe: listener => void listeners.push(listener),
    announce: projectId => {
      for (const listener of listeners) listener(projectId)
    },
  }
}
