import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createClient } from '../src/createClient.ts'
import { pauseAfter } from '../src/retry.ts'
import { TyckError } from '../src/tyckError.ts'
import { type Opened, openClient } from './openClient.ts'
import { problem, standIn } from './standIn.ts'

/** How long was waited for, in milliseconds: nobody waits here. */
const { pauses } = vi.hoisted(() => ({ pauses: [] as number[] }))

vi.mock('node:timers/promises', () => ({
  setTimeout: async (ms: number) => void pauses.push(ms),
}))

const secretKey = 'sk_test'
let opened: Opened

beforeAll(async () => {
  opened = await openClient()
})
afterAll(() => opened.close())
beforeEach(() => void pauses.splice(0))

describe('an error', () => {
  test('has the service’s code, its status, what to do, and where', async () => {
    const failed = await opened.tyck
      .put('/v1/touchpoints/{key}/rules', { path: { key: 'secret.step' }, body: { sampleRate: 2 } })
      .catch(error => error)
    expect(failed).toBeInstanceOf(TyckError)
    expect(failed).toMatchObject({
      name: 'TyckError',
      code: 'validation-failed',
      status: 400,
      detail: expect.stringContaining('/sampleRate'),
      retryable: false,
      errors: [{ pointer: '/sampleRate', code: 'too-big', expected: expect.any(String) }],
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect(failed.message).toMatch(/^PUT \/v1\/touchpoints\/\{key\}\/rules: validation-failed \(400\): /)
    expect(`${failed.message}${failed.stack}`).not.toContain('secret.step')
  })

  test('is told apart by its code: what was changed meanwhile, and what is not there', async () => {
    const { tyck } = opened
    const path = { key: 'checkout.payment' }
    const before = await tyck.put('/v1/touchpoints/{key}', { path, body: { name: 'Payment' } })
    await tyck.put('/v1/touchpoints/{key}', { path, body: { name: 'Paying' }, ifMatch: before.revision })
    const stale = { path, body: { name: 'Paid' }, ifMatch: before.revision }
    await expect(tyck.put('/v1/touchpoints/{key}', stale)).rejects.toMatchObject({
      code: 'conflict-version',
      status: 412,
    })
    await expect(
      tyck.put('/v1/touchpoints/{key}', { path, body: { name: 'New' }, ifNoneMatch: '*' }),
    ).rejects.toMatchObject({ code: 'conflict-version' })
    await expect(tyck.get('/v1/touchpoints/{key}', { path: { key: 'none' } })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  test.each([
    ['a page of somebody else', { headers: { 'content-type': 'text/html' }, body: '<html>' }, 200],
    ['somebody else’s error', { status: 404, body: { error: 'no' } }, 404],
    ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example/' }, body: '' }, 302],
  ])('%s is no reply of ours', async (_, answer, status) => {
    await using server = await standIn(answer)
    const tyck = createClient({ url: server.url, secretKey, retryForMs: 0 })
    await expect(tyck.get('/v1/touchpoints')).rejects.toMatchObject({ code: 'unexpected-reply', status })
    expect(server.heard).toHaveLength(1)
  })

  test('says that nobody is there', async () => {
    const tyck = createClient({ url: 'http://127.0.0.1:1', secretKey, retryForMs: 0 })
    await expect(tyck.get('/v1/touchpoints')).rejects.toMatchObject({
      code: 'no-reply',
      status: 0,
      retryable: true,
    })
  })
})

describe('a call that fails', () => {
  const list = { body: { touchpoints: [] } }

  test('is made again where it only reads', async () => {
    const busy = problem(503, 'database-unavailable', { 'retry-after': '1' })
    await using server = await standIn('cut', busy, problem(500, 'internal-error'), list)
    const tyck = createClient({ url: `${server.url}/tyck/`, secretKey })
    expect(await tyck.get('/v1/touchpoints')).toEqual(list.body)
    expect(server.heard.map(({ method, url }) => `${method} ${url}`)).toEqual(
      Array(4).fill('GET /tyck/v1/touchpoints'),
    )
    expect(server.heard[0]?.headers).toMatchObject({ authorization: 'Bearer sk_test' })
    expect(pauses).toHaveLength(3)
    expect(pauses[1]).toBeGreaterThan(1_000)
  })

  test('is not made again where it may have changed something', async () => {
    await using server = await standIn(problem(503, 'database-unavailable'), list)
    const tyck = createClient({ url: server.url, secretKey })
    await expect(tyck.post('/v1/keys', { body: { name: 'Order service' } })).rejects.toMatchObject({
      code: 'database-unavailable',
      retryable: true,
    })
    expect(server.heard).toHaveLength(1)
  })

  test('is made again where it was not let in', async () => {
    await using server = await standIn(problem(429, 'too-many-requests', { 'retry-after': '2' }), list)
    const tyck = createClient({ url: server.url, secretKey })
    await tyck.put('/v1/touchpoints', { body: { order: ['a'] } })
    expect(server.heard.map(({ body }) => body)).toEqual(Array(2).fill('{"order":["a"]}'))
  })

  test('waits twice as long each time, up to half a minute, each in its own time, and never less than it was asked', () => {
    expect([0, 1, 2, 3, 10].map(failures => pauseAfter(failures, 0, 0.5))).toEqual([
      500, 1_000, 2_000, 4_000, 30_000,
    ])
    expect([0, 0.999].map(random => Math.round(pauseAfter(2, 0, random)))).toEqual([1_000, 2_998])
    expect(pauseAfter(0, 60_000, 0)).toBeGreaterThan(60_000)
  })
})

test.each([
  ['ftp://feedback.example', secretKey],
  ['feedback.example', secretKey],
  ['https://feedback.example/?a=b', secretKey],
  ['https://feedback.example', 'pk_demo'],
  ['https://feedback.example', ''],
])('%s with %j makes no client', (url, key) => {
  expect(() => createClient({ url, secretKey: key })).toThrow(TypeError)
})
