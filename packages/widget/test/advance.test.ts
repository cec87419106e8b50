import { describe, expect, test, vi } from 'vitest'
import type { Entry } from '../src/later/response.ts'
import { askedAt } from './askedAt.ts'
import { idOf, minute, tapping } from './tapping.ts'

const bench = tapping()

const memory = () => JSON.parse(localStorage.getItem('tyck:pk_test') ?? 'null')
const openEntry = () => JSON.parse(sessionStorage.getItem('tyck:open:pk_test:checkout.payment') ?? 'null')
const told = () => bench.tab.emit.mock.calls.map(([name, , detail]) => [name, detail])

describe('a response that advances', () => {
  test('counts its states, and says when each came about', () => {
    const one = askedAt()
    bench.tab.advance(one, {})
    expect(one.entry).toMatchObject({ seq: 1, changedAt: Date.now() })
    vi.advanceTimersByTime(minute)
    bench.tab.advance(one, { score: 1 })
    expect(one.entry).toMatchObject({ seq: 2, changedAt: Date.now(), shownAt: Date.now() - minute })
  })

  test('keeps what a change does not name', () => {
    const one = askedAt()
    bench.tab.advance(one, { score: 1 })
    bench.tab.advance(one, { comment: 'Fine' })
    bench.tab.advance(one, { closed: true })
    expect(one.entry).toMatchObject({ seq: 3, score: 1, comment: 'Fine', closed: true })
  })

  test('is answered when it first had a score, however often that changes', () => {
    const one = askedAt()
    bench.tab.advance(one, {})
    expect(one.entry?.answeredAt).toBeUndefined()
    const answeredAt = Date.now()
    bench.tab.advance(one, { score: 0 })
    vi.advanceTimersByTime(minute)
    bench.tab.advance(one, { score: 1 })
    expect(one.entry).toMatchObject({ answeredAt, changedAt: answeredAt + minute })
  })

  test('leaves the state that is under way as it is', () => {
    const one = askedAt()
    bench.tab.advance(one, { score: 1 })
    const before = { ...(one.entry as Entry) }
    const posted = one.entry
    bench.tab.advance(one, { score: 0 })
    expect(posted).toEqual(before)
  })

  test('is kept for this page, and for the next one as soon as it is touched', () => {
    const one = askedAt()
    bench.tab.advance(one, {})
    expect(bench.tab.kit.open.get('checkout.payment')).toBe(one.entry)
    expect(openEntry()).toBeNull()
    bench.tab.advance(one, { score: 1 })
    expect(openEntry()).toEqual(one.entry)
  })
})

describe('what is remembered', () => {
  test('of a showing is nothing', () => {
    bench.tab.advance(askedAt(), {})
    expect(localStorage).toHaveLength(0)
    expect(sessionStorage).toHaveLength(0)
  })

  test('of a showing is its time, where a quiet period needs it', () => {
    bench.tab.advance(askedAt('a', { quietDays: { answered: 90, dismissed: 30, shown: 7 } }), {})
    expect(memory()).toEqual({ touchpoints: { a: { shown: Date.now() } }, showings: [Date.now()] })
  })

  test('of a showing is its time, where a budget needs it: the latest fifty', () => {
    const start = Date.now()
    for (let count = 0; count < 60; count += 1) {
      const one = askedAt()
      one.project.budget = { per: 'P30D', showings: 2 }
      vi.advanceTimersByTime(1)
      bench.tab.advance(one, {})
    }
    expect(memory().showings).toEqual(Array.from({ length: 50 }, (_, index) => start + 11 + index))
  })

  test('of an answer is when it was given last', () => {
    const one = askedAt()
    bench.tab.advance(one, {})
    vi.advanceTimersByTime(minute)
    bench.tab.advance(one, { score: 1 })
    const answered = Date.now()
    expect(memory().touchpoints['checkout.payment']).toEqual({ answered })
    vi.advanceTimersByTime(minute)
    bench.tab.advance(one, { comment: 'Fine' })
    expect(memory().touchpoints['checkout.payment']).toEqual({ answered })
    bench.tab.advance(one, { score: 0 })
    expect(memory().touchpoints['checkout.payment']).toEqual({ answered: answered + minute })
  })

  test('of an answer leaves the time of the showing as it is', () => {
    const shown = Date.now()
    const one = askedAt('a', { quietDays: { answered: 90, dismissed: 30, shown: 7 } })
    bench.tab.advance(one, {})
    vi.advanceTimersByTime(minute)
    bench.tab.advance(one, { score: 1 })
    expect(memory()).toEqual({ touchpoints: { a: { shown, answered: shown + minute } }, showings: [shown] })
  })

  test('of a dismissal is its time', () => {
    bench.tab.advance(askedAt(), { dismissed: true, closed: true })
    const time = Date.now()
    expect(memory()).toEqual({
      touchpoints: { 'checkout.payment': { shown: time, dismissed: time } },
      showings: [time],
    })
  })

  test('keeps what another tab has remembered meanwhile', () => {
    const one = askedAt()
    bench.tab.advance(one, {})
    localStorage.setItem(
      'tyck:pk_test',
      '{"respondent":"r","touchpoints":{"b":{"answered":5}},"showings":[5]}',
    )
    bench.tab.advance(one, { score: 1 })
    expect(memory()).toEqual({
      respondent: 'r',
      touchpoints: { b: { answered: 5 }, 'checkout.payment': { answered: Date.now() } },
      showings: [5],
    })
  })

  test('of a test is nothing but the answer until it has arrived', () => {
    bench.tab = bench.open({ test: true })
    bench.tab.advance(askedAt(), { score: 1 })
    expect(memory()).toBeNull()
  })
})

describe('the page', () => {
  test('hears of showing, answer and dismissal, with the id that the database has', () => {
    const one = askedAt()
    const detail = { touchpoint: 'checkout.payment', id: idOf(one) }
    bench.tab.advance(one, {})
    bench.tab.advance(one, { score: 1 })
    bench.tab.advance(one, { comment: 'Fine' })
    bench.tab.advance(one, { dismissed: true })
    expect(told()).toEqual([
      ['shown', { ...detail, score: undefined }],
      ['answered', { ...detail, score: 1 }],
      ['dismissed', { ...detail, score: 1 }],
    ])
  })

  test('hears of the showing first where somebody answers at once', () => {
    bench.tab.advance(askedAt(), { score: 1 })
    expect(told().map(([name]) => name)).toEqual(['shown', 'answered'])
  })
})
