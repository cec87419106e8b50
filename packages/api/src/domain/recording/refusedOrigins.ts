import { mayPostFrom } from './mayPostFrom.ts'
import { createSeenOrigins } from './seenOrigins.ts'

/** Where pages were refused, noted once a minute and origin; no request waits for it. */
export interface RefusedOrigins {
  /** Notes `origin` where the project's list does not admit it; what is no origin at all is left out. */
  check(project: { id: string; origins: readonly string[] }, origin: string | undefined): void
  /** Waits for what is being noted. */
  settled(): Promise<void>
}

export function createRefusedOrigins(
  save: (projectId: string, origin: string) => Promise<void>,
  clock: () => number,
): RefusedOrigins {
  const noted = createSeenOrigins(save, clock)
  return {
    check({ id, origins }, origin) {
      // Most projects allow all, and nothing is looked at for them.
      if (origins.length === 0 || origin === undefined) return
      if (!mayPostFrom(origins, origin) && mayPostFrom([], origin)) noted.note(id, origin)
    },
    settled: noted.settled,
  }
}
