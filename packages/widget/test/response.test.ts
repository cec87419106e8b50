import { responseState } from '@tyck/shared/contract/responses'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Entry, toState } from '../src/later/response.ts'
import { uuidv7 } from '../src/widget/uuidv7.ts'
import { askedAt } from './askedAt.ts'

const now = Date.parse('2026-03-01T12:00:00Z')

beforeEach(() => {
  vi.useFakeTimers({ now })
})
afterEach(() => {
  vi.useRealTimers()
  history.replaceState(null, '', '/')
})

describe('the id of a response', () => {
  const time = fc.nat(2 ** 47)

  test('is a UUID of version 7 that the service takes', () => {
    fc.assert(
      fc.property(time, time => {
        expect(uuidv7(time)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
        expect(responseState.shape.id.safeParse(uuidv7(time)).success).toBe(true)
      }),
    )
  })

  test('tells its time, and ids stand in the order of their times', () => {
    fc.assert(
      fc.property(time, time, (a, b) => {
        expect(Number.parseInt(uuidv7(a).slice(0, 13).replace('-', ''), 16)).toBe(a)
        fc.pre(a !== b)
        expect(uuidv7(a) < uuidv7(b)).toBe(a < b)
      }),
    )
  })

  test('is another one each time', () => {
    expect(new Set(Array.from({ length: 1000 }, () => uuidv7(now))).size).toBe(1000)
  })
})

describe('a response before its first state', () => {
  test('names what was asked, of whom and where', () => {
    history.replaceState(null, '', '/checkout?card=4242#pay')
    const one = askedAt()
    expect(one.entry).toMatchObject({
      seq: 0,
      surveyId: one.survey.id,
      rulesId: one.survey.rulesId,
      locale: 'en',
      page: `${location.origin}/checkout`,
      metadata: { orderValue: 420 },
      test: false,
      shownAt: now,
      changedAt: now,
    })
  })
})

describe('a state on the wire', () => {
  const time = fc.integer({ min: now - 1e9, max: now + 1e9 })
  const change = fc.record(
    {
      seq: fc.integer({ min: 1, max: 1_000_000 }),
      shownAt: time,
      changedAt: time,
      answeredAt: time,
      score: fc.nat(10),
      reasons: fc.array(fc.constantFrom('slow', 'price'), { maxLength: 8 }),
      comment: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }),
      dismissed: fc.boolean(),
      closed: fc.boolean(),
      layout: fc.constantFrom('one-row' as const, 'two-rows' as const),
    },
    { requiredKeys: ['seq'] },
  )

  test('is always one that the contract takes, whatever the clock did', () => {
    fc.assert(
      fc.property(change, time, (change, later) => {
        vi.setSystemTime(now)
        const entry = { ...(askedAt().entry as Entry), ...change }
        vi.setSystemTime(later)
        const { error, data } = responseState.safeParse(JSON.parse(JSON.stringify(toState(entry))))
        expect(error).toBeUndefined()
        expect(data).toMatchObject({
          shownAgoMs: Math.max(0, later - entry.shownAt),
          changedAgoMs: Math.max(0, later - entry.changedAt),
        })
        expect(data?.score).toBe(change.score)
        expect(data?.comment).toBe(change.comment)
      }),
    )
  })

  test('tells ages and no time of this device', () => {
    const entry = { ...(askedAt().entry as Entry), seq: 1 }
    expect(Object.keys(toState(entry)).filter(name => /At$/.test(name))).toEqual([])
  })

  test('has no age of an answer that was not given', () => {
    expect(toState(askedAt().entry as Entry).answeredAgoMs).toBeUndefined()
  })
})
