import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from '../failure.ts'
import type { Service } from '../service.ts'
import type { ImportRow } from './toRow.ts'

/** What the service says of a row: see `POST /v1/imports`. */
interface RowResult {
  id: string | null
  status: 'stored' | 'unchanged' | 'rejected'
  code?: string
  pointer?: string
  without?: string[]
}

export interface ImportReply {
  keeps: { responsesFrom: string; commentsFrom: string }
  results: RowResult[]
}

export interface Target {
  touchpoint: string
  source: string
  surveyId?: string
}

/** What one request may have. */
const most = { rows: 500, bytes: 900_000 }
/** How long to wait before trying again, in milliseconds. */
const pauses = [500, 2_000, 5_000]
const retryable = ['unreachable', 'overloaded', 'database-unavailable', 'too-many-requests', 'shutting-down']

/**
 * Sends rows in requests as large as they may be. Sending one twice does no harm, so what fails for a while is tried again.
 * @param onReply hears of each request's rows and what became of them
 */
export function createSender(
  service: Service,
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
    const path = `/v1/imports${dryRun ? '?dryRun=true' : ''}`
    onReply(rows, await post(path, { ...target, rows: rows.map(({ row }) => row) }))
  }

  async function post(path: string, body: object): Promise<ImportReply> {
    for (let tried = 0; ; tried += 1) {
      try {
        return (await service.ask('POST', path, { body })).body as ImportReply
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
  const { code } = (error instanceof Failure ? error.told : {}) as { code?: string }
  return code !== undefined && retryable.includes(code)
}
