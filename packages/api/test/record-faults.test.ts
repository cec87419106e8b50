import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { buildApp } from '../src/app.ts'
import { limits, readConfig } from '../src/config.ts'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import { type BrokenLine, startLine } from './brokenLine.ts'
import { createDatabase, type TestDatabase } from './database.ts'
import { rawRequest } from './rawRequest.ts'
import { type Asked, ask, countRows, rowOf, stateOf, wrongCounts } from './recordingApp.ts'

let database: TestDatabase
/** Straight to the database, whatever becomes of the line. */
let direct: Database
let line: BrokenLine
/** What the service has besides its writers. */
let viaLine: Database
let app: Awaited<ReturnType<typeof buildApp>>
let project: ProjectKeys
let nps: Asked
const now = Date.UTC(2026, 4, 17, 10, 30)
const unlimited = { LOG_LEVEL: 'silent', TYCK_RATE_PER_ADDRESS: 'off', TYCK_RATE_PER_PROJECT: 'off' }

beforeEach(async () => {
  database = await createDatabase()
  direct = openDatabase(database.url)
  line = await startLine(database.url)
  viaLine = openDatabase(line.url)
  app = await buildApp({
    config: { ...readConfig(unlimited), limits: { ...limits, storeMs: 1_000 } },
    db: viaLine.db,
    databaseUrl: line.url,
    clock: () => now,
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  project = await createProject(direct.db, 'Shop')
  nps = await ask(direct.db, project.id, now)
})
afterEach(async () => {
  await app.close()
  await viaLine.close()
  await line.close()
  await direct.close()
  await database.drop()
})

const post = (...items: unknown[]) =>
  app.inject({
    method: 'POST',
    url: '/v1/responses',
    headers: { 'content-type': 'text/plain', origin: 'https://shop.example' },
    payload: JSON.stringify({ key: project.publishableKey, responses: items }),
  })

test('says in one short line that the database is away, however many requests are refused', async () => {
  await post(stateOf(nps))
  const said = vi.spyOn(app.log, 'error')
  line.cut()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  for (let time = 0; time < 20; time += 1) expect((await post(stateOf(nps))).statusCode).toBe(503)
  expect(said.mock.calls).toEqual([[{ refused: 1, reason: expect.any(String) }, expect.any(String)]])
  vi.advanceTimersByTime(1_000)
  vi.useRealTimers()
  expect(said.mock.calls[1]).toEqual([{ refused: 19, reason: expect.any(String) }, expect.any(String)])
  expect(JSON.stringify(said.mock.calls)).not.toMatch(/\bat \S+:\d+/)
})

test.each(['cut', 'silence'] as const)(
  'acknowledges nothing while the line to the database is %s, and lives again by itself',
  async fault => {
    const before = stateOf(nps, { score: 9 })
    expect((await post(before)).statusCode).toBe(200)
    line[fault]()
    const states = Array.from({ length: 5 }, () => stateOf(nps, { score: 3 }))
    for (const reply of await Promise.all(states.map(state => post(state)))) {
      expect(reply.statusCode).toBe(503)
      expect(reply.json()).toMatchObject({ code: 'database-unavailable', retryable: true })
      expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
      expect(reply.headers['access-control-allow-origin']).toBe('*')
    }
    line.mend()
    await expect.poll(async () => (await post(...states)).statusCode, { timeout: 20_000 }).toBe(200)
    for (const { id } of [before, ...states]) expect(await rowOf(direct.db, id)).toBeDefined()
    expect(await countRows(direct.db)).toBe(6)
    expect(await wrongCounts(direct.db)).toEqual([])
  },
)

test('waits for a lock no longer than it may, and acknowledges nothing meanwhile', async () => {
  const first = stateOf(nps, { score: 9 })
  await post(first)
  await direct.db.transaction().execute(async trx => {
    await sql`lock table responses in access exclusive mode`.execute(trx)
    const reply = await post({ ...first, seq: 2, score: 1 })
    expect(reply.statusCode).toBe(503)
    expect(reply.json()).toMatchObject({ code: 'database-unavailable' })
  })
  const again = await post({ ...first, seq: 2, score: 1 })
  expect(again.statusCode).toBe(200)
  expect(await rowOf(direct.db, first.id)).toMatchObject({ seq: 2, score: 1 })
  expect(await wrongCounts(direct.db)).toEqual([])
})

test('refuses at once what it has no room for, and lives again by itself', async () => {
  await post(stateOf(nps))
  await direct.db.transaction().execute(async trx => {
    await sql`lock table responses in access exclusive mode`.execute(trx)
    // Two flushes of 500 rows are under way, and 5,000 rows may wait.
    const posts = Array.from({ length: 310 }, () => post(...Array.from({ length: 20 }, () => stateOf(nps))))
    const replies = await Promise.all(posts)
    expect(new Set(replies.map(reply => reply.statusCode))).toEqual(new Set([503]))
    const refused = replies.filter(reply => reply.json().code === 'overloaded')
    expect(refused.length).toBeGreaterThanOrEqual(10)
    expect(refused.length).toBeLessThan(310)
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0)
  })
  await expect.poll(async () => (await post(stateOf(nps))).statusCode, { timeout: 20_000 }).toBe(200)
  expect(await wrongCounts(direct.db)).toEqual([])
})

test('has room for another project while one fills it', async () => {
  const quiet = await createProject(direct.db, 'Quiet shop')
  const asked = await ask(direct.db, quiet.id, now)
  const postQuiet = () =>
    app.inject({
      method: 'POST',
      url: '/v1/responses',
      headers: { 'content-type': 'text/plain', origin: 'https://quiet.example' },
      payload: JSON.stringify({ key: quiet.publishableKey, responses: [stateOf(asked)] }),
    })
  await Promise.all([post(stateOf(nps)), postQuiet()])
  await direct.db.transaction().execute(async trx => {
    await sql`lock table responses in access exclusive mode`.execute(trx)
    const twenty = () => post(...Array.from({ length: 20 }, () => stateOf(nps)))
    const storm = Array.from({ length: 310 }, twenty)
    const others = Array.from({ length: 20 }, postQuiet)
    const codes = (await Promise.all(storm)).map(reply => reply.json().code)
    expect(codes).toContain('overloaded')
    // All wait for the lock in vain; none of them because of the storm.
    for (const reply of await Promise.all(others)) {
      expect(reply.json()).toMatchObject({ code: 'database-unavailable' })
    }
  })
})

test('stores what is under way before it stops', async () => {
  const states = Array.from({ length: 50 }, () => stateOf(nps, { score: 3 }))
  const replies = states.map(state => post(state))
  await app.close()
  for (const reply of await Promise.all(replies)) expect([200, 503]).toContain(reply.statusCode)
  const acknowledged = (await Promise.all(replies)).filter(reply => reply.statusCode === 200)
  expect(await countRows(direct.db)).toBe(acknowledged.length)
})

/** The start of a post, as a client that sends its body in chunks would make it. */
const chunkedHead = [
  'POST /v1/responses HTTP/1.1',
  'Host: localhost',
  'Origin: https://shop.example',
  'Content-Type: text/plain',
  'Transfer-Encoding: chunked',
  '',
  '',
].join('\r\n')
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`

test('takes a body in chunks', async () => {
  const state = stateOf(nps, { score: 9, comment: 'på svenska' })
  const body = JSON.stringify({ key: project.publishableKey, responses: [state] })
  const chunks = (body.match(/.{1,7}/gs) ?? []).map(chunk)
  const reply = await rawRequest(
    app,
    chunkedHead.replace('Host', 'Connection: close\r\nHost'),
    ...chunks,
    '0\r\n\r\n',
  )
  expect(reply.status).toBe(200)
  expect(await rowOf(direct.db, state.id)).toMatchObject({ comment: 'på svenska' })
})

test('refuses a chunked body as soon as it is too large, and hangs up', async () => {
  const reply = await rawRequest(app, chunkedHead, chunk(' '.repeat(16_384)), chunk(' '))
  expect(reply.status).toBe(413)
  expect(JSON.parse(reply.body)).toMatchObject({ code: 'payload-too-large' })
  expect(reply.headers).toMatchObject({ connection: 'close', 'access-control-allow-origin': '*' })
})

test('refuses a body by its announced length, before any of it was sent', async () => {
  const head = chunkedHead.replace('Transfer-Encoding: chunked', 'Content-Length: 16385')
  const reply = await rawRequest(app, head)
  expect(reply.status).toBe(413)
  expect(reply.headers).toMatchObject({ connection: 'close' })
})
