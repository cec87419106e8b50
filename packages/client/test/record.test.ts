import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { ask } from '../../api/test/recordingApp.ts'
import { createClient } from '../src/createClient.ts'
import { changeResponse, type ResponseState, startResponse } from '../src/responseState.ts'
import { type Opened, openClient } from './openClient.ts'
import { type Answer, problem, standIn, storesAll } from './standIn.ts'

/** How long was waited for, in milliseconds: nobody waits here. */
const { pauses } = vi.hoisted(() => ({ pauses: [] as number[] }))

vi.mock('node:timers/promises', () => ({
  setTimeout: async (ms: number) => void pauses.push(ms),
}))

const secretKey = 'sk_test'
const shown = {
  surveyId: '01990000-0000-7000-8000-000000000001',
  rulesId: '01990000-0000-7000-8000-000000000002',
  channel: 'email',
} as const
const now = new Date('2026-03-01T12:00:00Z')

beforeEach(() => void pauses.splice(0))

/** What becomes of `states` where a server answers so. */
async function recordTo(answers: Answer[], states: ResponseState[], settings = {}) {
  await using server = await standIn(...answers)
  const tyck = createClient({ url: server.url, secretKey, ...settings })
  const outcome = await tyck.recordAll(states).catch(error => error)
  return { outcome, posts: server.heard.map(({ body }) => JSON.parse(body).responses) }
}

describe('a state', () => {
  test('begins with an id of its own, of version 7, and counts on with every change', () => {
    const first = startResponse({ ...shown, respondent: 'customer-17' }, now)
    expect(first).toEqual({
      ...shown,
      respondent: 'customer-17',
      id: expect.stringMatching(/^019ca945-0a00-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      seq: 1,
      shownAt: now.toISOString(),
      changedAt: now.toISOString(),
    })
    const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
    const answered = changeResponse(first, { score: 9 }, later(5))
    expect(answered).toEqual({
      ...first,
      seq: 2,
      score: 9,
      changedAt: later(5).toISOString(),
      answeredAt: later(5).toISOString(),
    })
    const takenBack = changeResponse(answered, { score: undefined, comment: 'A mistake' }, later(9))
    expect(JSON.parse(JSON.stringify(takenBack))).toEqual({
      ...first,
      seq: 3,
      comment: 'A mistake',
      changedAt: later(9).toISOString(),
      answeredAt: later(5).toISOString(),
    })
  })

  test('with a score from the beginning was answered then', () => {
    const shownAt = '2026-02-28T08:00:00Z'
    expect(startResponse({ ...shown, shownAt, score: 0 }, now)).toMatchObject({
      shownAt,
      answeredAt: now.toISOString(),
      changedAt: now.toISOString(),
    })
  })
})

describe('recording', () => {
  const states = () => [startResponse({ ...shown, score: 9 }), startResponse({ ...shown, score: 3 })]

  test('takes nothing but the service’s own word for an acknowledgement, and sends until it has it', async () => {
    const sent = states()
    const portal = { headers: { 'content-type': 'text/html' }, body: '<html>Welcome to our network' }
    const others = { body: { results: [{ id: sent[1]?.id, status: 'stored' }] } }
    const swapped = ({ body }: { body: string }) => ({
      body: { results: storesAll({ body }).body.results.reverse() },
    })
    const unsure = ({ body }: { body: string }) => ({
      body: { results: storesAll({ body }).body.results.map(({ id }) => ({ id, status: 'perhaps' })) },
    })
    const { outcome, posts } = await recordTo(
      [
        portal,
        { body: {} },
        { body: null },
        others,
        swapped,
        unsure,
        'cut',
        problem(503, 'overloaded'),
        storesAll,
      ],
      sent,
    )
    expect(outcome).toEqual(sent.map(({ id }) => ({ id, status: 'stored' })))
    expect(posts).toHaveLength(9)
    expect(pauses).toHaveLength(8)
  })

  test('sends the same state, older by the time that has passed', async () => {
    const [state] = states()
    const shownAt = new Date(Date.now() - 60_000)
    const { posts } = await recordTo(['cut', storesAll], [{ ...(state as ResponseState), shownAt }])
    const [first, second] = posts.map(([item]) => item)
    expect(first.shownAgoMs).toBeGreaterThanOrEqual(60_000)
    expect(second.shownAgoMs).toBeGreaterThanOrEqual(first.shownAgoMs)
    const { shownAgoMs: _shown, answeredAgoMs: _answered, changedAgoMs: _changed, ...rest } = second
    expect(rest).toEqual({ ...shown, id: state?.id, seq: 1, score: 9 })
    expect(first).toMatchObject(rest)
  })

  test('waits as long as it is asked to, and gives up where that is too long', async () => {
    await recordTo([problem(429, 'too-many-requests', { 'retry-after': '7' }), storesAll], states())
    expect(pauses).toEqual([expect.any(Number)])
    expect(pauses[0]).toBeGreaterThanOrEqual(7_000)
    const { outcome, posts } = await recordTo(
      [problem(503, 'overloaded', { 'retry-after': '61' }), storesAll],
      states(),
    )
    expect(posts).toHaveLength(1)
    expect(outcome).toMatchObject({ code: 'overloaded', status: 503, retryable: true, retryAfterMs: 61_000 })
  })

  test.each([400, 401, 403, 404, 413])('sends nothing again that is refused with %i', async status => {
    const { outcome, posts } = await recordTo([problem(status, 'forbidden'), storesAll], states())
    expect(posts).toHaveLength(1)
    expect(outcome).toMatchObject({
      code: 'forbidden',
      status,
      retryable: false,
      results: [undefined, undefined],
    })
  })

  test('gives up in the end, and says what was acknowledged until then', async () => {
    const many = Array.from({ length: 25 }, () => startResponse({ ...shown, score: 9 }))
    const { outcome } = await recordTo([storesAll, 'cut'], many, { retryForMs: 0 })
    expect(outcome).toMatchObject({ code: 'no-reply', status: 0 })
    expect(outcome.results).toHaveLength(25)
    expect(outcome.results.filter(Boolean)).toEqual(
      many.slice(0, 20).map(({ id }) => ({ id, status: 'stored' })),
    )
  })

  test('makes posts of up to 20 responses and 16 KiB, in order', async () => {
    const comment = '👍'.repeat(1_500)
    const large = Array.from({ length: 5 }, () => startResponse({ ...shown, comment }))
    const small = Array.from({ length: 43 }, () => startResponse(shown))
    const { outcome, posts } = await recordTo([storesAll], [...large, ...small])
    expect(posts.map(post => post.length)).toEqual([2, 2, 20, 20, 4])
    for (const post of posts)
      expect(Buffer.byteLength(JSON.stringify({ responses: post }))).toBeLessThan(16_384)
    expect(outcome.map(({ id }: { id: string }) => id)).toEqual([...large, ...small].map(({ id }) => id))
  })

  test('ends when its caller wants it to', async () => {
    const signal = AbortSignal.abort(new Error('Enough'))
    await using server = await standIn('hang')
    const tyck = createClient({ url: server.url, secretKey })
    await expect(tyck.recordAll(states(), { signal })).rejects.toThrow('Enough')
    const later = new AbortController()
    const recording = tyck.recordAll(states(), { signal: later.signal })
    await expect.poll(() => server.heard.length).toBe(1)
    later.abort(new Error('Now'))
    await expect(recording).rejects.toThrow('Now')
  })

  test('waits for no reply longer than it may', async () => {
    const { outcome } = await recordTo(['hang'], states(), { timeoutMs: 50, retryForMs: 0 })
    expect(outcome).toMatchObject({ code: 'no-reply', detail: 'No reply came in time' })
  })
})

describe('with the service', () => {
  let opened: Opened
  beforeAll(async () => {
    opened = await openClient()
  })
  afterAll(() => opened.close())

  test('each response is stored, or refused by itself, and a state that came before is unchanged', async () => {
    const { service, tyck } = opened
    service.clock.now = Date.now()
    const { surveyId, rulesId } = await ask(service.db, service.keys.id, Date.now() - 86_400_000)
    const asked = { surveyId, rulesId, channel: 'sms', respondent: 'customer-17' } as const
    const first = startResponse({ ...asked, metadata: { orderValue: 420 } })
    const answered = changeResponse(first, { score: 9, reasons: ['fast'], comment: 'Quick' })
    const wrong = startResponse({ ...asked, score: 9, shownAt: new Date(Date.now() - 8 * 86_400_000) })
    expect(await tyck.record(answered)).toEqual({ id: first.id, status: 'stored' })
    expect(await tyck.recordAll([first, wrong, { ...first, id: 'none' }])).toEqual([
      { id: first.id, status: 'unchanged' },
      { id: wrong.id, status: 'rejected', code: 'too-old', pointer: '/shownAgoMs' },
      { id: null, status: 'rejected', code: 'validation-failed', pointer: '/id' },
    ])
    const { responses } = await tyck.get('/v1/responses')
    expect(responses).toMatchObject([
      {
        id: first.id,
        seq: 2,
        channel: 'sms',
        score: 9,
        comment: 'Quick',
        respondent: 'customer-17',
      },
    ])
  })
})
