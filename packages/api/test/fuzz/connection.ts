import { connect, type Socket } from 'node:net'
import type { Attempt } from './requests.ts'

export interface Reply {
  status: number
  head: string
  body: string
}

/** What came of an attempt: replies in their order, and whether the service took too long. */
export interface Outcome {
  replies: Reply[]
  /** What is left after the last whole reply. */
  rest: string
  isHung: boolean
}

/** Longer than any limit of the service that is set for the fuzzer. */
const patienceMs = 15_000
/** Where nobody can say how many replies there are to be, these are all where none follows for so long. */
const quietMs = 30

export type Connection = ReturnType<typeof createConnection>

/** Sends attempts over one connection after the other: the same for as long as both sides keep it. */
export function createConnection(port: number) {
  let socket: Socket | null = null

  async function open(): Promise<Socket> {
    const made = connect({ port, host: '127.0.0.1' })
    await new Promise<void>((resolve, reject) => {
      made.once('connect', resolve)
      made.once('error', reject)
    })
    made.removeAllListeners('error')
    // A service that refuses stops reading: what is written afterwards may be answered with a reset.
    made.on('error', () => {})
    return made
  }

  return {
    async send({ bytes, replies: expected, ends }: Attempt): Promise<Outcome> {
      const isKept = expected !== null && socket && !socket.destroyed && !socket.readableEnded
      const mine = isKept && socket ? socket : await open()
      if (isKept) socket = null
      let received = Buffer.alloc(0)
      const isHung = await new Promise<boolean>(resolve => {
        const late = setTimeout(() => end(true), patienceMs)
        const onData = (chunk: Buffer) => {
          received = Buffer.concat([received, chunk])
          const { length } = parse(received).replies
          if (expected !== null && length >= expected) end(false)
          if (expected !== null || length === 0) return
          clearTimeout(quiet)
          quiet = setTimeout(() => end(false), quietMs)
        }
        let quiet: NodeJS.Timeout | undefined
        const onClose = () => end(false)
        function end(hung: boolean) {
          clearTimeout(late)
          clearTimeout(quiet)
          mine.off('data', onData)
          mine.off('close', onClose)
          resolve(hung)
        }
        mine.on('data', onData)
        mine.on('close', onClose)
        if (ends) mine.end(bytes)
        else mine.write(bytes)
      })
      const outcome = { ...parse(received), isHung }
      const goesOn =
        expected !== null &&
        !/\r\nconnection: close/i.test(outcome.replies.at(-1)?.head ?? '\r\nconnection: close')
      if (goesOn) socket = mine
      else mine.destroy()
      return outcome
    },
    close: () => void socket?.destroy(),
  }
}

function parse(bytes: Buffer): { replies: Reply[]; rest: string } {
  const replies: Reply[] = []
  let at = 0
  for (;;) {
    const end = bytes.indexOf('\r\n\r\n', at)
    if (end < 0) break
    const head = bytes.subarray(at, end).toString('latin1')
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0)
    const hasBody = status >= 200 && status !== 204 && status !== 304
    const length = hasBody ? Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0) : 0
    if (bytes.length < end + 4 + length) break
    at = end + 4 + length
    if (status !== 100) replies.push({ status, head, body: bytes.subarray(end + 4, at).toString() })
  }
  return { replies, rest: bytes.subarray(at).toString('latin1') }
}
