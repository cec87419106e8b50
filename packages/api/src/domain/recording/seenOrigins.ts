import { maxOriginsSeen } from '../../store/originsSeen.ts'

/** Where posts came from, noted once a process and origin; no post waits for it. */
export interface SeenOrigins {
  note(projectId: string, origin: string): void
  /** Waits for what is being noted. */
  settled(): Promise<void>
}

export function createSeenOrigins(save: (projectId: string, origin: string) => Promise<void>): SeenOrigins {
  const seen = new Map<string, Set<string>>()
  let waiting: { projectId: string; origin: string }[] = []
  let saving: Promise<void> | null = null

  // One at a time, so that they never take more than one connection.
  async function saveWaiting() {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      try {
        await save(next.projectId, next.origin)
      } catch {
        // What waits would fail as slowly; it is noted at the next post from there.
        for (const { projectId, origin } of [next, ...waiting]) seen.get(projectId)?.delete(origin)
        waiting = []
      }
    }
    saving = null
  }

  return {
    note(projectId, origin) {
      const origins = seen.get(projectId) ?? new Set()
      seen.set(projectId, origins)
      if (origins.has(origin) || origins.size >= maxOriginsSeen) return
      origins.add(origin)
      waiting.push({ projectId, origin })
      saving ??= saveWaiting()
    },
    settled: async () => {
      await saving
    },
  }
}
