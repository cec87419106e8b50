import { connect } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** What came back over a socket. */
export interface RawReply {
  status: number
  headers: Record<string, string>
  body: string
}

/**
 * Sends bytes as they are, and reads until the service closes the connection: for requests that no HTTP client
 * would make. `send` may write in parts, and may leave the request unfinished.
 */
export async function rawRequest(app: FastifyInstance, ...parts: (string | Buffer)[]): Promise<RawReply> {
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('The service does not listen')
  const socket = connect(address.port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', chunk => chunks.push(chunk))
  for (const part of parts) socket.write(part)
  await new Promise<void>(resolve => {
    // A service that refuses stops reading: what is written afterwards may be answered with a reset.
    socket.on('error', () => {})
    socket.on('close', () => resolve())
  })
  return parse(Buffer.concat(chunks).toString())
}

function parse(text: string): RawReply {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [statusLine = '', ...lines] = head.split('\r\n')
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: Object.fromEntries(
      lines.map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
    ),
    body: rest.join('\r\n\r\n'),
  }
}
