import { maxOriginsSeen } from '../../store/originsSeen.ts'

/** Where posts came from, noted once a minute and origin; no post waits for it. */
export interface SeenOrigins {
  note(projectId: string, origin: string): void
  /** Waits for what is being noted. */
  settled(): Promise<void>
}

/** So long one is not noted again. What was pushed out meanwhile is back then. In milliseconds. */
const againMs = 60_000
/** How many that are not remembered are noted of a project in that time: whoever has the key can send any origin. */
export const mostNew = 60

interface Seen {
  /** When each was noted, the latest last. */
  at: Map<string, number>
  /** Since when new ones are counted, and how many there were. */
  since: number
  count: number
}

/**
 * @param save notes one; it may be noted already
 * @param clock milliseconds since 1970
 */
export function createSeenOrigins(
  save: (projectId: string, origin: string) => Promise<void>,
  clock: () => number,
): SeenOrigins {
  const seen = new Map<string, Seen>()
  let waiting: { projectId: string; origin: string }[] = []
  let saving: Promise<void> | null = null

  // One at a time, so that they never take more than one connection.
  async function saveWaiting() {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      try {
        await save(next.projectId, next.origin)
      } catch {
        // What waits would fail as slowly; it is noted at the next post from there.
        for (const { projectId, origin } of [next, ...waiting]) seen.get(projectId)?.at.delete(origin)
        waiting = []
      }
    }
    saving = null
  }

  /** Whether one that is not remembered is noted now. */
  function takesNew(of: Seen, now: number): boolean {
    if (now - of.since >= againMs) {
      of.since = now
      of.count = 0
    }
    of.count += 1
    return of.count <= mostNew
  }

  return {
    note(projectId, origin) {
      const now = clock()
      const of = seen.get(projectId) ?? { at: new Map(), since: now, count: 0 }
      seen.set(projectId, of)
      const last = of.at.get(origin)
      if (last === undefined ? !takesNew(of, now) : now - last < againMs) return
      // Behind the others, so that the first is always the one that was not seen for longest.
      of.at.delete(origin)
      of.at.set(origin, now)
      const [oldest] = of.at.keys()
      if (of.at.size > maxOriginsSeen && oldest !== undefined) of.at.delete(oldest)
      waiting.push({ projectId, origin })
      saving ??= saveWaiting()
    },
    settled: async () => {
      await saving
    },
  }
}
