import { describe, expect, test, vi } from 'vitest'
import { askedAt } from './askedAt.ts'
import { acknowledge, refuse } from './fakeService.ts'
import { hour, idOf, isNoted, lost, minute, outbox, second, settle, tapping } from './tapping.ts'

const bench = tapping()

describe('a post', () => {
  test('is simple, outlives the page and carries no cookies', async () => {
    await bench.tap()
    const [address, init] = bench.service.fetch.mock.calls[0] as [string, RequestInit]
    expect(address).toBe('https://feedback.example/v1/responses')
    expect(init).toMatchObject({ method: 'POST', keepalive: true, credentials: 'omit' })
    expect(init.headers).toBeUndefined()
    expect(JSON.parse(init.body as string).key).toBe('pk_test')
  })

  test('goes out in the very task of the tap', () => {
    bench.tab.advance(bench.tab.ask(askedAt()), { score: 1 })
    expect(bench.service.fetch).toHaveBeenCalledOnce()
  })

  test('leaves nothing behind once it is acknowledged', async () => {
    const one = await bench.tap()
    expect(one.status).toBe('saved')
    expect(outbox()).toEqual([])
    expect(isNoted()).toBe(false)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('says Saving until then', () => {
    const one = bench.tab.ask(askedAt())
    bench.tab.advance(one, { score: 1 })
    expect(one.status).toBe('saving')
    expect(outbox()).toEqual([`tyck:out:pk_test:${idOf(one)}`])
    expect(isNoted()).toBe(true)
  })
})

describe('an acknowledgement', () => {
  test.each([
    ['a page of HTML', '<h1>Welcome to our Wi-Fi</h1>'],
    ['no JSON', ''],
    ['null', 'null'],
    ['no results', '{}'],
    ['results of null', '{"results":null}'],
    ['no result for it', '{"results":[]}'],
    ['an empty result', '{"results":[null]}'],
    ["another's id", '{"results":[{"id":"01890f3e-0000-7000-8000-000000000009","status":"stored"}]}'],
  ])('is not given by 200 with %s: it is sent again', async (_, body) => {
    bench.service.reply = refuse(200, {}, body)
    const one = await bench.tap()
    expect(one.status).toBe('willSend')
    expect(outbox()).toHaveLength(1)
    bench.service.reply = async states => bench.service.take(states)
    await vi.advanceTimersByTimeAsync(2 * second)
    expect(bench.service.rows.get(idOf(one))?.score).toBe(1)
    expect(one.status).toBe('saved')
    expect(outbox()).toEqual([])
  })

  test('is also given to what was stored before', async () => {
    bench.service.reply = async states => acknowledge(states, { status: 'unchanged' })
    expect((await bench.tap()).status).toBe('saved')
    expect(outbox()).toEqual([])
  })

  test('that refuses the response ends it too, but nobody is told that it is saved', async () => {
    bench.service.reply = async states => acknowledge(states, { status: 'rejected', code: 'too-late' })
    expect((await bench.tap()).status).toBe('notSaved')
    expect(outbox()).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('of an older state leaves a newer one waiting', async () => {
    const answers: ((reply: Response) => void)[] = []
    bench.service.reply = () => new Promise(answer => answers.push(answer))
    const one = await bench.tap()
    bench.tab.advance(one, { comment: 'Slow' })
    answers[0]?.(acknowledge([{ id: idOf(one) }]))
    await settle()
    expect(outbox()).toHaveLength(1)
    expect(one.status).toBe('saving')
    answers[1]?.(acknowledge([{ id: idOf(one) }]))
    await settle()
    expect(outbox()).toEqual([])
    expect(one.status).toBe('saved')
  })

  test('that comes late does not undo what a newer state has heard', async () => {
    const answers: ((reply: Response) => void)[] = []
    bench.service.reply = () => new Promise(answer => answers.push(answer))
    const one = await bench.tap()
    bench.tab.advance(one, { comment: 'Slow' })
    answers[1]?.(acknowledge([{ id: idOf(one) }]))
    await settle()
    answers[0]?.(new Response('', { status: 500 }))
    await settle()
    expect(one.status).toBe('saved')
    expect(outbox()).toEqual([])
    await vi.advanceTimersByTimeAsync(hour)
    expect(bench.service.posts).toHaveLength(2)
  })
})

describe('a refusal', () => {
  test.each([400, 413, 415])('with %i is final', async status => {
    bench.service.reply = refuse(status)
    const one = await bench.tap()
    expect(one.status).toBe('notSaved')
    expect(outbox()).toEqual([])
    expect(isNoted()).toBe(false)
    expect(vi.getTimerCount()).toBe(0)
  })

  test.each([401, 403, 404])('with %i keeps the answer, and lets an hour pass', async status => {
    bench.service.reply = refuse(status)
    const one = await bench.tap()
    expect(one.status).toBe('willSend')
    expect(outbox()).toHaveLength(1)
    bench.service.reply = async states => bench.service.take(states)
    await vi.advanceTimersByTimeAsync(hour - 1)
    expect(bench.service.posts).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(bench.service.rows.has(idOf(one))).toBe(true)
    expect(outbox()).toEqual([])
  })

  test('keeps the next page waiting as well, and what is tapped there', async () => {
    bench.service.reply = refuse(403)
    await bench.tap()
    await bench.reload()
    await bench.tap(askedAt('order.delivered'))
    expect(bench.service.posts).toHaveLength(1)
    expect(outbox()).toHaveLength(2)
    bench.service.reply = async states => bench.service.take(states)
    await vi.advanceTimersByTimeAsync(hour)
    expect(bench.service.rows.size).toBe(2)
  })

  test.each([429, 503])('with %i waits as long as Retry-After says', async status => {
    bench.service.reply = refuse(status, { 'Retry-After': '120' })
    await bench.tap()
    bench.service.reply = async states => bench.service.take(states)
    await vi.advanceTimersByTimeAsync(2 * minute - 1)
    expect(bench.service.posts).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(bench.service.rows.size).toBe(1)
  })

  test('asks for an hour at most', async () => {
    bench.service.reply = refuse(503, { 'Retry-After': `${365 * 86_400}` })
    await bench.tap()
    bench.service.reply = async states => bench.service.take(states)
    await vi.advanceTimersByTimeAsync(hour - 1)
    expect(bench.service.posts).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(bench.service.rows.size).toBe(1)
  })

  test.each(['Wed, 21 Oct 2026 07:28:00 GMT', '', 'soon'])('with Retry-After %j backs off', async after => {
    bench.service.reply = refuse(503, { 'Retry-After': after })
    await bench.tap()
    bench.service.reply = async states => bench.service.take(states)
    await vi.advanceTimersByTimeAsync(2 * second)
    expect(bench.service.rows.size).toBe(1)
  })

  test('is forgotten when the clock was set back', async () => {
    localStorage.setItem('tyck:pause:pk_test', `${Date.now() + 2 * hour}`)
    await bench.tap()
    expect(bench.service.rows.size).toBe(1)
  })
})

describe('what cannot be sent', () => {
  const failures: [string, () => Promise<unknown>][] = [
    ['a lost connection', lost],
    ['500', refuse(500)],
    ['502', refuse(502)],
    ['a fetch of the page that gives nothing', async () => undefined],
  ]

  test.each(failures)(
    'because of %s comes again, twice as late each time, at most after 5 minutes',
    async (_, fail) => {
      vi.spyOn(Math, 'random').mockReturnValue(0.5)
      bench.service.reply = fail
      expect((await bench.tap()).status).toBe('willSend')
      const waits: number[] = []
      for (let before = Date.now(); waits.length < 11; before = Date.now()) {
        await vi.advanceTimersToNextTimerAsync()
        waits.push((Date.now() - before) / second)
      }
      expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
      expect(bench.service.posts).toHaveLength(12)
    },
  )

  test.each([
    [0, 500],
    [0.999, 1499],
  ])('is spread, so that pages do not come back together: %d', async (random, ms) => {
    vi.spyOn(Math, 'random').mockReturnValue(random)
    bench.service.reply = refuse(500)
    await bench.tap()
    await vi.advanceTimersByTimeAsync(ms - 1)
    expect(bench.service.posts).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(bench.service.posts).toHaveLength(2)
  })

  test('starts over with short waits after a success', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    bench.service.reply = refuse(500)
    await bench.tap()
    await vi.advanceTimersByTimeAsync(3 * second)
    bench.service.reply = async states => bench.service.take(states)
    await vi.advanceTimersByTimeAsync(4 * second)
    bench.service.reply = refuse(500)
    await bench.tap(askedAt('order.delivered'))
    await vi.advanceTimersByTimeAsync(second - 1)
    expect(bench.service.posts).toHaveLength(5)
    await vi.advanceTimersByTimeAsync(1)
    expect(bench.service.posts).toHaveLength(6)
  })

  test('goes out at once when the browser is online again', async () => {
    bench.service.reply = lost
    const one = await bench.tap()
    bench.service.reply = async states => bench.service.take(states)
    dispatchEvent(new Event('online'))
    await settle()
    expect(bench.service.rows.has(idOf(one))).toBe(true)
    expect(one.status).toBe('saved')
  })

  test('is not forgotten because something else could be sent', async () => {
    bench.service.reply = refuse(500)
    const one = await bench.tap()
    bench.service.reply = async states => bench.service.take(states)
    await bench.tap(askedAt('order.delivered'))
    await vi.advanceTimersByTimeAsync(2 * second)
    expect(bench.service.rows.has(idOf(one))).toBe(true)
    expect(isNoted()).toBe(false)
  })

  test('keeps the age of its changes', async () => {
    bench.service.reply = lost
    const one = await bench.tap()
    await vi.advanceTimersByTimeAsync(hour)
    bench.service.reply = async states => bench.service.take(states)
    dispatchEvent(new Event('online'))
    await settle()
    expect(bench.service.rows.get(idOf(one))).toMatchObject({
      shownAgoMs: hour,
      answeredAgoMs: hour,
      changedAgoMs: hour,
    })
  })
})
