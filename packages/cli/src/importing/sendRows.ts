import { setTimeout as delay } from 'node:timers/promises'
import { type Body, type Client, type Reply, TyckError } from '@tyck/client'
import type { ImportRow } from './toRow.ts'

/** What the service says of rows: see `POST /v1/imports`. */
export type ImportReply = Reply<'post', '/v1/imports'>

export interface Target {
  touchpoint: string
  source: string
  surveyId?: string
}

/** What one request may have. */
const most = { rows: 500, bytes: 900_000 }
/** How long to wait before trying again, in milliseconds. */
const pauses = [500, 2_000, 5_000]

/**
 * Sends rows in requests as large as they may be. Sending one twice does no harm, so what fails for a while is tried again.
 * @param onReply hears of each request's rows and what became of them
 */
export function createSender(
  client: Client,
  target: Target,
  { dryRun, onReply }: { dryRun: boolean; onReply: (rows: Numbered[], reply: ImportReply) => void },
) {
  let waiting: Numbered[] = []
  let bytes = 0

  async function flush() {
    if (waiting.length === 0) return
    const rows = waiting
    waiting = []
    bytes = 0
    onReply(rows, await post({ ...target, rows: rows.map(({ row }) => row) }))
  }

  async function post(body: Body<'post', '/v1/imports'>): Promise<ImportReply> {
    for (let tried = 0; ; tried += 1) {
      try {
        return await client.post('/v1/imports', { ...(dryRun ? { query: { dryRun: 'true' } } : {}), body })
      } catch (error) {
        const pause = pauses[tried]
        if (pause === undefined || !isForAWhile(error)) throw error
        await delay(pause)
      }
    }
  }

  return {
    async send(numbered: Numbered) {
      const size = Buffer.byteLength(JSON.stringify(numbered.row)) + 1
      if (waiting.length === most.rows || bytes + size > most.bytes) await flush()
      waiting.push(numbered)
      bytes += size
    },
    flush,
  }
}

/** A row with the line of the file that it is from. */
export interface Numbered {
  line: number
  row: ImportRow
}

function isForAWhile(error: unknown): boolean {
  return error instanceof TyckError && error.retryable
}
