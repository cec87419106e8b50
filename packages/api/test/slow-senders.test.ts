import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits } from '../src/config.ts'
import { type Service, startService } from './service.ts'

let service: Service
let port: number

beforeAll(async () => {
  const shorter = { ...limits, headersMs: 400, requestMs: 500, checkMs: 50 }
  service = await startService({ limits: shorter })
  await service.app.listen({ port: 0, host: '127.0.0.1' })
  port = Number(new URL(service.app.listeningOrigin).port)
})
afterAll(() => service.close())

const head = 'POST /v1/responses HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n'

/** What is sent, and what goes on to come, a byte at a time. */
const senders: Record<string, [sent: string, drip: string]> = {
  'of a body of 50 bytes 2, and then silence': [`${head}Content-Length: 50\r\n\r\n{}`, ''],
  'of headers all but the end, and then silence': [head, ''],
  'a body byte by byte': [`${head}Content-Length: 5000\r\n\r\n`, ' '],
  'a header byte by byte': [`${head}X-Slow: `, 'x'],
  'chunks byte by byte': [`${head}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n'],
}

test('whoever sends too slowly gets 408 and the end, and 500 of them keep nobody else waiting', async () => {
  const slow = Object.entries(senders).flatMap(([what, [sent, drip]]) =>
    Array.from({ length: 100 }, () => sendSlowly(what, sent, drip)),
  )
  const good = await Promise.all(
    Array.from({ length: 20 }, () =>
      fetch(`http://127.0.0.1:${port}/v1/project`, {
        headers: { authorization: `Bearer ${service.keys.secretKey}` },
      }),
    ),
  )
  expect(good.map(({ status }) => status)).toEqual(good.map(() => 200))
  const replies = await Promise.all(slow)
  expect(replies).toHaveLength(500)
  for (const [what, reply] of replies) {
    expect(reply, what).toMatch(/^HTTP\/1\.1 408 /)
    expect(reply, what).toContain('"code":"request-timeout"')
  }
}, 30_000)

async function sendSlowly(what: string, sent: string, drip: string): Promise<[what: string, reply: string]> {
  const socket = connect(port, '127.0.0.1')
  let reply = ''
  socket
    .on('error', () => {})
    .on('data', chunk => {
      reply += chunk
    })
  socket.write(sent)
  const dripping = setInterval(() => drip !== '' && socket.writable && socket.write(drip), 50)
  await closed(socket)
  clearInterval(dripping)
  return [what, reply]
}

const closed = (socket: Socket) => new Promise<void>(resolve => void socket.once('close', () => resolve()))
