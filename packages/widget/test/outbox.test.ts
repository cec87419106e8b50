import { limits } from '@tyck/shared/contract/vocabulary'
import { describe, expect, test, vi } from 'vitest'
import type { Entry } from '../src/later/response.ts'
import { askedAt } from './askedAt.ts'
import { acknowledge, refuse } from './fakeService.ts'
import { day, idOf, isNoted, lost, minute, outbox, second, settle, tapping } from './tapping.ts'

const bench = tapping()

/** An answer as an earlier page left it. */
function leave(change: Partial<Entry> = {}): Entry {
  const one = askedAt()
  const entry = { ...(one.entry as Entry), seq: 1, score: 1, answeredAt: Date.now(), ...change }
  localStorage.setItem(`tyck:out:pk_test:${entry.id}`, JSON.stringify(entry))
  localStorage.setItem('tyck:unsent:pk_test', '1')
  return entry
}

describe('what earlier pages left', () => {
  test('goes out in one post', async () => {
    const left = [leave(), leave(), leave()]
    await bench.reload()
    expect(bench.service.posts).toHaveLength(1)
    expect(bench.service.posts[0]?.map(({ id }) => id).sort()).toEqual(left.map(({ id }) => id).sort())
    expect(outbox()).toEqual([])
    expect(isNoted()).toBe(false)
  })

  test('is nothing: then nothing is sent, and the note for the loader is taken down', async () => {
    localStorage.setItem('tyck:unsent:pk_test', '1')
    await bench.reload()
    expect(bench.service.posts).toEqual([])
    expect(isNoted()).toBe(false)
  })

  test('is ten responses at most, the newest', async () => {
    const left = Array.from({ length: 14 }, (_, age) => leave({ changedAt: Date.now() - age * minute }))
    await bench.reload()
    expect(bench.service.posts[0]?.map(({ id }) => id)).toEqual(left.slice(0, 10).map(({ id }) => id))
    expect(outbox()).toEqual([])
  })

  test('is seven days old at most', async () => {
    const shownAt = Date.now() - 7 * day
    const young = leave({ shownAt, answeredAt: shownAt, changedAt: shownAt })
    const old = leave({ shownAt, answeredAt: shownAt, changedAt: shownAt - 1 })
    await bench.reload()
    expect([...bench.service.rows.keys()]).toEqual([young.id])
    expect(outbox()).not.toContain(`tyck:out:pk_test:${old.id}`)
  })

  test('fits into one post, counted in bytes of UTF-8', async () => {
    const left = Array.from({ length: 9 }, (_, age) =>
      leave({ comment: '👍'.repeat(limits.commentCodePoints / 4), changedAt: Date.now() - age * minute }),
    )
    await bench.reload()
    const [, { body }] = bench.service.fetch.mock.calls[0] as [string, RequestInit]
    expect(new TextEncoder().encode(body as string).length).toBeLessThanOrEqual(limits.bodyBytes)
    expect(bench.service.posts).toHaveLength(1)
    const sent = bench.service.posts[0]?.map(({ id }) => id) ?? []
    expect(sent.length).toBeGreaterThan(4)
    expect(sent).toEqual(left.slice(0, sent.length).map(({ id }) => id))
    expect(outbox()).toEqual([])
  })

  test('may hold the longest of comments', async () => {
    const { id } = leave({ comment: '👍'.repeat(limits.commentCodePoints) })
    await bench.reload()
    expect(bench.service.rows.has(id)).toBe(true)
  })

  test.each([
    ['no JSON', '{"id":'],
    ['null', 'null'],
    ['a number', '5'],
    ['no time', JSON.stringify({ id: 'ID', seq: 1 })],
    ['a time that is none', JSON.stringify({ id: 'ID', seq: 1, changedAt: 'now' })],
    ['no seq', JSON.stringify({ id: 'ID', changedAt: 1 })],
    ["another's id", JSON.stringify({ id: '01890f3e-0000-7000-8000-000000000009', seq: 1, changedAt: 1 })],
  ])('counts for nothing and is removed where it is %s', async (_, text) => {
    const id = '01890f3e-0000-7000-8000-000000000001'
    localStorage.setItem(`tyck:out:pk_test:${id}`, text.replace('ID', id))
    const good = leave()
    await bench.reload()
    expect(bench.service.posts.flat().map(({ id }) => id)).toEqual([good.id])
    expect(outbox()).toEqual([])
  })

  test('does not keep the rest from being acknowledged where its id is none', async () => {
    const posted = vi.fn(async (_: string, init: RequestInit) => {
      const { responses } = JSON.parse(init.body as string)
      return Response.json({
        // The service repeats no id that is not a UUID.
        results: responses.map(({ id }: Entry) => ({ id: id.length === 36 ? id : null, status: 'stored' })),
      })
    })
    vi.stubGlobal('fetch', posted)
    leave({ id: 'a' })
    leave()
    await bench.reload()
    expect(posted).toHaveBeenCalledOnce()
    expect(outbox()).toEqual([])
  })

  test("is left alone where it is another project's, or not ours at all", async () => {
    localStorage.setItem('tyck:out:pk_other:x', 'theirs')
    localStorage.setItem('theirs', '{')
    await bench.reload()
    expect(localStorage.getItem('tyck:out:pk_other:x')).toBe('theirs')
    expect(localStorage.getItem('theirs')).toBe('{')
    expect(bench.service.posts).toEqual([])
  })
})

describe('two tabs', () => {
  test('keep their answers apart', async () => {
    bench.service.reply = lost
    const mine = await bench.tap()
    const other = bench.open()
    const theirs = other.ask(askedAt('order.delivered'))
    other.advance(theirs, { score: 0 })
    await settle()
    expect(outbox().sort()).toEqual([mine, theirs].map(one => `tyck:out:pk_test:${idOf(one)}`).sort())
  })

  test("do not take down the note while the other's answer waits", async () => {
    const other = bench.open()
    bench.service.reply = lost
    other.advance(other.ask(askedAt('order.delivered')), { score: 0 })
    await settle()
    bench.service.reply = async states => bench.service.take(states)
    await bench.tap()
    expect(isNoted()).toBe(true)
    expect(outbox()).toHaveLength(1)
  })

  test("do not drop the other's newer state when an older one of it is acknowledged", async () => {
    bench.service.reply = lost
    const one = await bench.tap()
    const answers: ((reply: unknown) => void)[] = []
    bench.service.reply = () => new Promise(answer => answers.push(answer))
    const other = bench.open()
    other.flush()
    bench.service.reply = lost
    bench.tab.advance(one, { score: 1, comment: 'Slow' })
    answers[0]?.(acknowledge([{ id: idOf(one) }]))
    await settle()
    bench.service.reply = async states => bench.service.take(states)
    await bench.reload()
    expect(bench.service.rows.get(idOf(one))?.comment).toBe('Slow')
  })
})

describe('a showing', () => {
  test('is posted and leaves nothing in storage, whether it arrives or not', async () => {
    bench.tab.advance(bench.tab.ask(askedAt()), {})
    bench.service.reply = lost
    bench.tab.advance(bench.tab.ask(askedAt('order.delivered')), {})
    await settle()
    expect(bench.service.posts).toHaveLength(2)
    expect(localStorage).toHaveLength(0)
    expect(sessionStorage).toHaveLength(0)
  })

  test('says nothing: a status is about answers', async () => {
    const one = bench.tab.ask(askedAt())
    bench.tab.advance(one, {})
    await settle()
    expect(one.status).toBeUndefined()
  })

  test('that could not be sent comes again while the page lives', async () => {
    bench.service.reply = refuse(500)
    const one = bench.tab.ask(askedAt())
    bench.tab.advance(one, {})
    await settle()
    bench.service.reply = async states => bench.service.take(states)
    await vi.advanceTimersByTimeAsync(2 * second)
    expect(bench.service.rows.get(idOf(one))?.seq).toBe(1)
  })
})

describe('where nothing may be stored', () => {
  test('an answer still comes again while the page lives', async () => {
    bench.tab = bench.open({ storage: 'none' })
    bench.service.reply = refuse(500)
    const one = await bench.tap()
    bench.service.reply = async states => bench.service.take(states)
    await vi.advanceTimersByTimeAsync(2 * second)
    expect(bench.service.rows.get(idOf(one))?.score).toBe(1)
    expect(localStorage).toHaveLength(0)
    expect(sessionStorage).toHaveLength(0)
  })

  test('a state that waits outlives the acknowledgement of an older one', async () => {
    bench.tab = bench.open({ storage: 'none' })
    const answers: ((reply: unknown) => void)[] = []
    bench.service.reply = () => new Promise(answer => answers.push(answer))
    const one = await bench.tap()
    bench.service.reply = refuse(500)
    bench.tab.advance(one, { comment: 'Slow' })
    await settle()
    answers[0]?.(acknowledge([{ id: idOf(one) }]))
    bench.service.reply = async states => bench.service.take(states)
    await vi.advanceTimersByTimeAsync(2 * second)
    expect(bench.service.rows.get(idOf(one))?.comment).toBe('Slow')
  })
})
