/** What waits in one queue for many owners, none of which can keep the others from their turn. */
export interface FairQueue<T> {
  /** How many items wait. */
  size(): number
  /**
   * Adds `items` of one owner behind its others. Where there is no room for them and the owner has less than its
   * share, the last ones of whoever has most are pushed out.
   * @returns what was pushed out; null where nothing was added, for the owner has its share already
   */
  add(owner: string, items: readonly T[]): T[] | null
  /** Takes out up to `most` items: of each owner as many, where it has so many, its oldest first. */
  take(most: number): T[]
  /** Takes out all. */
  empty(): T[]
}

/** @param room how many items may wait. Each owner of some has an equal share of it for certain, and what is left */
export function createFairQueue<T>(room: number): FairQueue<T> {
  /** Of each owner what waits, the oldest first; whose turn is next comes first. */
  const queues = new Map<string, T[]>()
  let size = 0

  function longest(): T[] {
    let found: T[] = []
    for (const queue of queues.values()) if (queue.length > found.length) found = queue
    return found
  }

  return {
    size: () => size,

    add(owner, items) {
      const own = queues.get(owner) ?? []
      const needed = size + items.length - room
      const owners = queues.size + (own.length === 0 ? 1 : 0)
      if (needed > 0 && own.length + items.length > room / owners) return null
      const out: T[] = []
      // The others have more than their shares together, so whoever has most has more than its own.
      while (out.length < needed) out.push(...longest().splice(-1))
      own.push(...items)
      queues.set(owner, own)
      size += items.length - out.length
      return out
    },

    take(most) {
      const taken: T[] = []
      while (taken.length < most && queues.size > 0) {
        // Who has less than that leaves the rest to the others, in the next round.
        const share = Math.max(1, Math.floor((most - taken.length) / queues.size))
        for (const [owner, queue] of [...queues]) {
          if (taken.length === most) break
          taken.push(...queue.splice(0, Math.min(share, most - taken.length)))
          // Behind all that had no turn yet.
          queues.delete(owner)
          if (queue.length > 0) queues.set(owner, queue)
        }
      }
      size -= taken.length
      return taken
    },

    empty() {
      const all = [...queues.values()].flat()
      queues.clear()
      size = 0
      return all
    },
  }
}
