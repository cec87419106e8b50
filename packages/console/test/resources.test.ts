import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { forgetAll, markStale, peek, readUnlessReading, watch } from '../src/api/resources.ts'

/** What the service says next, and what it was asked. */
let replies: ((signal: AbortSignal) => Promise<Response> | Response)[]
let asked: { path: string; project: string | null }[]
const nothing = () => {}

beforeEach(() => {
  replies = []
  asked = []
  vi.useFakeTimers()
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push({ path, project: new Headers(init.headers).get('tyck-project') })
    const reply = replies.shift()
    return reply ? reply(init.signal as AbortSignal) : Response.json({ count: asked.length })
  })
})
afterEach(() => {
  forgetAll()
  vi.useRealTimers()
})
const settle = () => vi.advanceTimersByTimeAsync(0)
const busy = () =>
  Response.json({ code: 'overloaded', status: 503, retryable: true, detail: 'Busy' }, { status: 503 })

test('what two parts of a page ask for is read once, and is there for the next page', async () => {
  const stops = [watch('/v1/a', 'p1', nothing), watch('/v1/a', 'p1', nothing)]
  await settle()
  expect(peek('/v1/a', 'p1')?.data).toEqual({ count: 1 })
  for (const stop of stops) stop()
  const again = watch('/v1/a', 'p1', nothing)
  expect(peek('/v1/a', 'p1')).toMatchObject({ data: { count: 1 }, isReading: false })
  expect(asked).toHaveLength(1)
  again()
})

test('what is asked for again and again comes, however slow the service is', async () => {
  replies.push(
    ({ aborted }) =>
      new Promise(resolve => setTimeout(() => resolve(Response.json({ slow: true, aborted })), 5_000)),
  )
  const stop = watch('/v1/g', undefined, nothing)
  for (let polls = 0; polls < 3; polls += 1) {
    await vi.advanceTimersByTimeAsync(2_000)
    readUnlessReading('/v1/g', undefined)
  }
  expect(peek('/v1/g', undefined)?.data).toEqual({ slow: true, aborted: false })
  stop()
})

test('who comes after somebody sees nothing of what was on their screen', async () => {
  const stop = watch('/v1/h', 'p1', nothing)
  await settle()
  forgetAll()
  expect(peek('/v1/h', 'p1')).toMatchObject({ data: undefined, failure: undefined })
  stop()
  const next = watch('/v1/h', 'p1', nothing)
  await settle()
  expect(asked).toHaveLength(2)
  next()
})

test('another project’s is never shown, at the same address', async () => {
  const stop = watch('/v1/a', 'p1', nothing)
  await settle()
  expect(peek('/v1/a', 'p2')).toBeUndefined()
  expect(asked.at(-1)).toEqual({ path: '/v1/a', project: 'p1' })
  stop()
})

test('a request that nobody waits for any more is ended', async () => {
  let ended = false
  replies.push(
    signal =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          ended = true
          reject(signal.reason)
        })
      }),
  )
  watch('/v1/b', undefined, nothing)()
  await settle()
  expect(ended).toBe(true)
})

test('what may succeed later is tried again, and twice at most', async () => {
  replies.push(busy, busy)
  const stop = watch('/v1/c', undefined, nothing)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(peek('/v1/c', undefined)).toMatchObject({ data: { count: 3 }, failure: undefined })
  stop()
  replies.push(busy, busy, busy, busy)
  const stopOther = watch('/v1/d', undefined, nothing)
  await vi.advanceTimersByTimeAsync(9_000)
  expect(peek('/v1/d', undefined)?.failure).toMatchObject({ code: 'overloaded', message: 'Busy' })
  expect(replies).toHaveLength(1)
  stopOther()
})

test('after a change, what is on the screen is read again and keeps its place meanwhile', async () => {
  const stop = watch('/v1/e', 'p1', nothing)
  await settle()
  markStale('p1', ['/v1/other'])
  expect(asked).toHaveLength(1)
  markStale('p1')
  expect(peek('/v1/e', 'p1')).toMatchObject({ data: { count: 1 }, isReading: true })
  await settle()
  expect(peek('/v1/e', 'p1')?.data).toEqual({ count: 2 })
  stop()
})

test('a failure keeps what was read before', async () => {
  const stop = watch('/v1/f', 'p1', nothing)
  await settle()
  replies.push(() => new Response('nonsense', { status: 403 }))
  markStale('p1')
  await settle()
  expect(peek('/v1/f', 'p1')).toMatchObject({
    data: { count: 1 },
    failure: { status: 403, code: 'unexpected' },
  })
  stop()
})
