import { maxOriginsSeen } from '../store/originsSeen.ts'

/** Where posts came from, noted once a process and origin; no post waits for it. */
export interface SeenOrigins {
  note(projectId: string, origin: string): void
  /** Waits for what is being noted. */
  settled(): Promise<void>
}

export function createSeenOrigins(save: (projectId: string, origin: string) => Promise<void>): SeenOrigins {
  const seen = new Map<string, Set<string>>()
  let saving: Promise<void> = Promise.resolve()

  return {
    note(projectId, origin) {
      const origins = seen.get(projectId) ?? new Set()
      seen.set(projectId, origins)
      if (origins.has(origin) || origins.size >= maxOriginsSeen) return
      origins.add(origin)
      // One at a time, so that they never take more than one connection. One that fails is noted at the next post.
      saving = saving.then(() => save(projectId, origin)).catch(() => void origins.delete(origin))
    },
    settled: () => saving,
  }
}
