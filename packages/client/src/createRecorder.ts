import type { Client } from './createClient.ts'
import type { RecordResult } from './record.ts'
import type { ResponseState } from './responseState.ts'
import { TyckError } from './tyckError.ts'

/** Sends what many requests of a server record at the same time in few posts. */
export interface Recorder {
  /**
   * Resolves when the state is acknowledged.
   * @throws {TyckError} where it was not in time, or (`overloaded`) where too many wait already
   */
  record(state: ResponseState): Promise<RecordResult>
  /** How many wait or are under way. */
  readonly waiting: number
  /** Resolves when nothing waits any more: to be awaited before the process ends. Never throws. */
  settled(): Promise<void>
}

interface Waiting {
  state: ResponseState
  resolve: (result: RecordResult) => void
  reject: (error: unknown) => void
}

/** How many go in one call: two posts' worth, so that one that fails takes few with it. */
const mostAtOnce = 40

/**
 * What comes while a post is under way goes with the next one; nothing waits for a timer. All of it is in memory: what
 * has not been acknowledged when the process dies is lost, and no promise said otherwise. Keep the states yourself where
 * that must not be.
 * @param most how many may wait; more are refused at once instead of filling the memory
 */
export function createRecorder(client: Pick<Client, 'recordAll'>, { most = 1_000 } = {}): Recorder {
  const queue: Waiting[] = []
  let underWay = 0
  let work: Promise<void> | undefined

  async function drain() {
    for (let batch = queue.splice(0, mostAtOnce); batch.length > 0; batch = queue.splice(0, mostAtOnce)) {
      underWay = batch.length
      await sendBatch(client, batch)
      underWay = 0
    }
    work = undefined
  }

  return {
    get waiting() {
      return queue.length + underWay
    },
    record(state) {
      if (queue.length >= most) return Promise.reject(tooMany())
      return new Promise((resolve, reject) => {
        queue.push({ state, resolve, reject })
        work ??= drain()
      })
    },
    async settled() {
      while (work) await work
    },
  }
}

async function sendBatch(client: Pick<Client, 'recordAll'>, batch: readonly Waiting[]): Promise<void> {
  try {
    const results = await client.recordAll(batch.map(({ state }) => state))
    for (const [index, { resolve }] of batch.entries()) resolve(results[index] as RecordResult)
  } catch (error) {
    const results = error instanceof TyckError ? error.results : undefined
    for (const [index, { resolve, reject }] of batch.entries()) {
      const result = results?.[index]
      if (result) resolve(result)
      else reject(error)
    }
  }
}

function tooMany(): TyckError {
  return new TyckError('POST /v1/responses', {
    code: 'overloaded',
    status: 0,
    detail: 'Too many responses wait in this process already',
    retryable: true,
  })
}
