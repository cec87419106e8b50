import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits } from '../src/config.ts'
import { rawRequest } from './rawRequest.ts'
import { type Asked, ask, countRows, rowOf, startRecording, stateOf } from './recordingApp.ts'

let service: Awaited<ReturnType<typeof startRecording>>
let asked: Asked

beforeAll(async () => {
  service = await startRecording()
  asked = await ask(service.db, service.keys.id, service.clock.now)
  await service.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => service.close())

/** A post as it goes over the wire. */
function bytesOf(state: unknown): string {
  const body = JSON.stringify({ key: service.keys.publishableKey, responses: [state] })
  const head = ['POST /v1/responses HTTP/1.1', 'Host: x', 'Origin: https://shop.example']
  return [...head, 'Content-Type: text/plain', `Content-Length: ${body.length}`, '', body].join('\r\n')
}

/** The statuses of all replies that came over one connection, until it was closed. */
async function statusesOf(...parts: string[]): Promise<number[]> {
  const { status, body } = await rawRequest(service.app, ...parts)
  return [status, ...[...body.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, each]) => Number(each))]
}

test('a post is answered before the garbage behind it is refused', async () => {
  const state = stateOf(asked, { score: 9 })
  expect(await statusesOf(`${bytesOf(state)}TYCK 1\r\n\r\n`, 'more of it')).toEqual([200, 400])
  expect(await rowOf(service.db, state.id)).toMatchObject({ score: 9 })
})

test('a post is answered before a CONNECT behind it, which leads nowhere', async () => {
  const connection = 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n'
  expect(await statusesOf(`${bytesOf(stateOf(asked))}${connection}more`)).toEqual([200, 400])
})

test('every post before the garbage is answered, in the order in which they came', async () => {
  const posts = Array.from({ length: 5 }, () => bytesOf(stateOf(asked)))
  const bad = bytesOf({ id: 'x' }).replace('"key":"pk_', '"key":"pq_')
  expect(await statusesOf(`${posts.join('')}${bad}\0\0\0`)).toEqual([200, 200, 200, 200, 200, 401, 400])
})

test('a request that was answered before its garbled end is answered once', async () => {
  const head = 'PUT /v1/project HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
  const socket = connect((service.app.server.address() as { port: number }).port, '127.0.0.1')
  let replies = ''
  socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n`)
  await new Promise<void>(resolve => {
    socket.on('data', chunk => {
      replies += chunk
      // The refusal of the missing key: the body has not begun.
      socket.write('zz\r\n')
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve())
  })
  expect(replies.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 401'])
})

test('a connection whose requests pile up gets those answered that are taken, a 503, and its end', async () => {
  const before = await countRows(service.db)
  const posts = Array.from({ length: 2_000 }, () => bytesOf(stateOf(asked)))
  const statuses = await statusesOf(posts.join(''))
  const taken = statuses.filter(status => status === 200).length
  expect(statuses).toEqual([...Array.from({ length: taken }, () => 200), 503])
  // Each of the chunks may have found some of those before answered.
  expect(taken).toBeGreaterThanOrEqual(limits.pipelined)
  expect(taken).toBeLessThan(posts.length / 2)
  expect(await countRows(service.db)).toBe(before + taken)
})

test('a connection may be used for any number of requests, one after the other', async () => {
  const socket = connect((service.app.server.address() as { port: number }).port, '127.0.0.1')
  let answered = 0
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('data', chunk => {
      expect(String(chunk)).toMatch(/^HTTP\/1\.1 200/)
      answered += 1
      if (answered === 3 * limits.pipelined) resolve()
      else socket.write(bytesOf(stateOf(asked)))
    })
    socket.write(bytesOf(stateOf(asked)))
  })
  socket.destroy()
})
