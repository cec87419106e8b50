import { type Claimed, claimDeliveries, giveBack, type Room } from '../../store/deliveries.ts'
import { type Attempted, attempt, type Delivering, type Prepared, prepare, settle } from './deliver.ts'
import type { Sent } from './destinationKind.ts'
import { fanOut } from './fanOut.ts'

/** How events become deliveries, and deliveries are tried, in one process. */
export interface TellLoop {
  /** Does all that is due now, and waits for it. For tests: a running service does it by itself. */
  runOnce(): Promise<void>
  /**
   * Stops: what is under way has a moment to end; what has not by then is given back, to be tried at once by another
   * process, or at the next start.
   */
  stop(): Promise<void>
}

export interface TellLimits {
  /** How long it waits where there is nothing to do, in milliseconds. */
  pollMs: number
  /** How long it waits after a fault, in milliseconds. */
  faultMs: number
  /** How long what is under way may go on when it stops, in milliseconds. */
  graceMs: number
  /** How many deliveries may be under way; see `Room`. */
  room: Room
}

export const tellLimits: TellLimits = {
  pollMs: 500,
  faultMs: 2_000,
  graceMs: 3_000,
  // Twice what an attempt may take, and then some to note it.
  room: { total: 200, perDestination: 10, perProject: 50, leaseMs: 30_000 },
}

/** Rounds do not follow each other faster, in milliseconds: what ends meanwhile makes room for one claim together. */
const restMs = 20

export interface Telling extends Delivering {
  /** Hears of each attempt. */
  onAttempt(kind: Claimed['kind'], outcome: Sent['outcome']): void
  /** Hears of what keeps it from working: the database, mostly. */
  onFault(err: unknown): void
}

/** @param isRunning false leaves everything to `runOnce` */
export function startTellLoop(
  telling: Telling,
  { isRunning = true, limits = tellLimits }: { isRunning?: boolean; limits?: TellLimits } = {},
): TellLoop {
  const { db } = telling
  const stopping = new AbortController()
  const cutting = new AbortController()
  /** How many are under way at each destination. */
  const underWay = new Map<string, number>()
  const running = new Set<Promise<void>>()
  let wake = () => {}
  const loop = isRunning ? run() : Promise.resolve()

  async function run() {
    while (!stopping.signal.aborted) {
      const from = performance.now()
      const done = await round().catch(err => {
        telling.onFault(err)
        return null
      })
      const waitMs = done === null ? limits.faultMs : done > 0 ? restMs : limits.pollMs
      await sleep(waitMs - (performance.now() - from))
    }
  }

  /** How many events and deliveries it began with. */
  async function round(): Promise<number> {
    const events = await fanOut(db)
    const total = Math.max(0, limits.room.total - running.size)
    const claimed = total === 0 ? [] : await claimDeliveries(db, { ...limits.room, total }, underWay)
    if (claimed.length > 0) {
      for (const prepared of await prepareOrGiveBack(claimed)) {
        const { delivery } = prepared
        count(delivery.destination_id, 1)
        const done = attempt(telling, prepared, cutting.signal)
          .then(sent => note(prepared, sent))
          .catch(telling.onFault)
          .finally(() => {
            running.delete(done)
            count(delivery.destination_id, -1)
            wake()
          })
        running.add(done)
      }
    }
    return events + claimed.length
  }

  /** What was never tried is due at once, and has not been attempted. */
  async function prepareOrGiveBack(claimed: readonly Claimed[]): Promise<Prepared[]> {
    try {
      return await prepare(telling, claimed)
    } catch (err) {
      await Promise.allSettled(claimed.map(delivery => giveBack(db, delivery)))
      throw err
    }
  }

  async function note(prepared: Prepared, sent: Attempted) {
    const { delivery } = prepared
    if (sent.fault !== undefined) telling.onFault(sent.fault)
    if (cutting.signal.aborted && sent.outcome === 'failed') return giveBack(db, delivery)
    await settle(db, prepared, sent)
    telling.onAttempt(delivery.kind, sent.outcome)
  }

  function count(destinationId: string, change: number) {
    const left = (underWay.get(destinationId) ?? 0) + change
    if (left > 0) underWay.set(destinationId, left)
    else underWay.delete(destinationId)
  }

  /** Until the time is up, or something has ended that may have made room. */
  function sleep(ms: number): Promise<void> {
    if (stopping.signal.aborted) return Promise.resolve()
    return new Promise(resolve => {
      const from = performance.now()
      let timer = setTimeout(resolve, Math.max(ms, restMs))
      wake = () => {
        wake = () => {}
        clearTimeout(timer)
        timer = setTimeout(resolve, Math.max(0, restMs - (performance.now() - from)))
      }
      if (stopping.signal.aborted) resolve()
    })
  }

  return {
    async runOnce() {
      while ((await round()) > 0) await Promise.all(running)
      await Promise.all(running)
    },
    async stop() {
      stopping.abort()
      wake()
      await loop
      const cut = setTimeout(() => cutting.abort(), limits.graceMs)
      await Promise.all(running)
      clearTimeout(cut)
    },
  }
}
