import type { IngestionProject } from '../../store/ingestionProjects.ts'

/** Projects in memory, by publishable key or id, for the route that must not ask the database about each post. */
export interface ProjectCache {
  /** The project as it was at most `maxAgeMs` ago. */
  find(key: string): IngestionProject | undefined | Promise<IngestionProject | undefined>
  /** The project as it is now: read after this call. Ask before refusing what the copy doesn't know. */
  findFresh(key: string): Promise<IngestionProject | undefined>
  /** Forgets a project that was changed in this process. */
  forget(projectId: string): void
}

/** Another process's changes are seen after a second at most. */
const maxAgeMs = 1_000

/**
 * @param load reads the projects of some keys; unknown keys are left out of what it returns
 * @param clock milliseconds since 1970
 */
export function createProjectCache(
  load: (keys: string[]) => Promise<ReadonlyMap<string, IngestionProject>>,
  clock: () => number,
): ProjectCache {
  const copies = new Map<string, { project: IngestionProject; readAt: number }>()
  let changes = 0
  let next: { keys: Set<string>; found: Promise<ReadonlyMap<string, IngestionProject>> } | null = null
  let underWay: Promise<unknown> = Promise.resolve()

  // One read at a time, for all the keys that came up during the one before: however many posts name keys and
  // surveys that nobody published, they take one connection.
  function findFresh(key: string) {
    next ??= startRound()
    next.keys.add(key)
    return next.found.then(found => found.get(key))
  }

  function startRound() {
    const keys = new Set<string>()
    const found = underWay.then(() => {
      next = null
      return read([...keys])
    })
    underWay = found.catch(() => {})
    return { keys, found }
  }

  async function read(keys: string[]) {
    const readAt = clock()
    const changesBefore = changes
    const found = await load(keys)
    for (const key of keys) {
      const project = found.get(key)
      if (project && changes === changesBefore) copies.set(key, { project, readAt })
      else copies.delete(key)
    }
    return found
  }

  return {
    find(key) {
      const copy = copies.get(key)
      const age = copy ? clock() - copy.readAt : maxAgeMs
      return copy && age >= 0 && age < maxAgeMs ? copy.project : findFresh(key)
    },
    findFresh,
    forget(projectId) {
      changes += 1
      for (const [key, { project }] of copies) if (project.id === projectId) copies.delete(key)
    },
  }
}
