import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What somebody posted. */
interface Received {
  url: string
  headers: IncomingMessage['headers']
  text: string
  body: { type: string; timestamp: string; data: Record<string, unknown> }
}

/** A receiver of webhooks on loopback. */
export interface Receiver {
  url: string
  received: Received[]
  /** How it answers from now on; 204 where it is not told. */
  answer: RequestListener
  /** Forgets what it received, and returns it. */
  take(): Received[]
  close(): Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const server: Server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', part => {
      text += part
    })
    request.on('end', () => {
      received.push({
        url: request.url ?? '',
        headers: request.headers,
        text,
        body: JSON.parse(text || 'null'),
      })
      receiver.answer(request, response)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer: (_request, response) => void response.writeHead(204).end(),
    take: () => received.splice(0),
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
  return receiver
}
