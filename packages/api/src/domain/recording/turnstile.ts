import { Overloaded } from './recordQueue.ts'

/** Lets only so much of one owner be under way at once, of what all owners share. */
export interface Turnstile {
  /** Does `work` when its turn comes. @throws `Overloaded` at once without room to wait, later where no turn came */
  pass<T>(owner: string, work: () => Promise<T>): Promise<T>
  /** Waits until nothing is under way, and nothing waits. */
  settled(): Promise<void>
}

export interface TurnstileLimits {
  /** How many works of one owner may be under way. */
  ofOne: number
  /** How many of all owners together; as many as there are where it is left out. */
  ofAll?: number
  /** How many works of one owner may wait for their turn. Default none. */
  waiting?: number
  /** For how long, in milliseconds. Default 2,000. */
  waitMs?: number
}

interface Queue {
  underWay: number
  waiting: (() => void)[]
}

/** Who waits gets a turn in the order of the owners, so that none waits for all that another has asked. */
export function createTurnstile({
  ofOne,
  ofAll = Number.POSITIVE_INFINITY,
  waiting = 0,
  waitMs = 2_000,
}: TurnstileLimits): Turnstile {
  /** Who has something under way or waits; whose turn is next comes first. */
  const queues = new Map<string, Queue>()
  const idle: (() => void)[] = []
  let underWay = 0

  const hasRoom = (queue: Queue) => underWay < ofAll && queue.underWay < ofOne

  function enter(queue: Queue) {
    queue.underWay += 1
    underWay += 1
  }

  function leave(owner: string, queue: Queue) {
    queue.underWay -= 1
    underWay -= 1
    letIn()
    forget(owner, queue)
  }

  function forget(owner: string, queue: Queue) {
    if (queue.underWay === 0 && queue.waiting.length === 0) queues.delete(owner)
    if (queues.size === 0) for (const tell of idle.splice(0)) tell()
  }

  function letIn() {
    for (const [owner, queue] of [...queues]) {
      const go = hasRoom(queue) && queue.waiting.shift()
      if (!go) continue
      enter(queue)
      // Behind the others.
      queues.delete(owner)
      queues.set(owner, queue)
      go()
    }
  }

  function turnOf(owner: string, queue: Queue): Promise<void> {
    return new Promise((resolve, reject) => {
      function refuse() {
        forget(owner, queue)
        reject(new Overloaded())
      }
      if (queue.waiting.length >= waiting) return refuse()
      const late = setTimeout(() => {
        queue.waiting.splice(queue.waiting.indexOf(go), 1)
        refuse()
      }, waitMs)
      function go() {
        clearTimeout(late)
        resolve()
      }
      queue.waiting.push(go)
    })
  }

  return {
    async pass(owner, work) {
      const queue = queues.get(owner) ?? { underWay: 0, waiting: [] }
      queues.set(owner, queue)
      if (hasRoom(queue)) enter(queue)
      else await turnOf(owner, queue)
      try {
        return await work()
      } finally {
        leave(owner, queue)
      }
    },

    async settled() {
      if (queues.size > 0) await new Promise<void>(resolve => idle.push(resolve))
    },
  }
}
