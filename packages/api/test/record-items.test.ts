import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createProject } from '../src/domain/keys/createProject.ts'
import {
  ask,
  beforeEachShop,
  day,
  rejected,
  rowOf,
  type Shop,
  stateOf,
  stored,
  wrongCounts,
} from './recordingApp.ts'

let service: Shop['service']
let project: Shop['project']
let nps: Shop['nps']
beforeEachShop(shop => {
  ;({ service, project, nps } = shop)
})

const post = (...items: unknown[]) => service.post(project.publishableKey, ...items)
const row = (id: unknown) => rowOf(service.db, id)
const envelope = (change: Record<string, unknown> = {}) =>
  JSON.stringify({ key: project.publishableKey, responses: [stateOf(nps)], ...change })

describe('an item', () => {
  test.each([-1, 11, 10.5, '9', true, null, [], {}])('with the score %j is rejected', async score => {
    const state = stateOf(nps, { score })
    expect(await post(state)).toEqual([rejected(state.id, 'validation-failed', '/score')])
    expect(await row(state.id)).toBeUndefined()
  })

  test('with the score 1e400 is rejected', async () => {
    const body = envelope({ responses: [stateOf(nps, { score: 'huge' })] }).replace('"huge"', '1e400')
    const reply = await service.postBody(body)
    expect(reply.json().results).toMatchObject([{ status: 'rejected', pointer: '/score' }])
  })

  test.each<[Parameters<typeof ask>[3] & object, number[], number[]]>([
    [{ metric: 'csat' }, [1, 5], [0, 6]],
    [{ metric: 'ces' }, [1, 7], [0, 8]],
    [{ metric: 'thumbs' }, [0, 1], [2]],
    [{ metric: 'smileys' }, [1, 4], [0, 5]],
    [{ metric: 'stars' }, [1, 5], [0, 6]],
  ])('is judged by the scale of the survey that it names: %j takes %j and not %j', async (what, on, off) => {
    const other = await ask(service.db, project.id, service.clock.now - 20 * day, what)
    for (const score of on) {
      const state = stateOf(other, { score, metric: 'nps' })
      expect(await post(state)).toEqual([stored(state.id)])
    }
    for (const score of off) {
      const state = stateOf(other, { score, metric: 'nps' })
      expect(await post(state)).toEqual([rejected(state.id, 'out-of-scale', '/score')])
    }
  })

  test.each<[string, unknown]>([
    ['missing', undefined],
    ['no UUID', 'A17'],
    ['nil', '00000000-0000-0000-0000-000000000000'],
    ['a number', 7],
    ['null', null],
  ])('whose id is %s is rejected', async (_, id) => {
    expect(await post(stateOf(nps, { id }))).toEqual([rejected(null, 'validation-failed', '/id')])
  })

  test.each<[string, unknown]>([
    ['null', null],
    ['a number', 5],
    ['a text', 'x'],
    ['a list', []],
    ['empty', {}],
  ])('that is %s is rejected', async (_, item) => {
    expect(await post(item)).toMatchObject([{ id: null, status: 'rejected', code: 'validation-failed' }])
  })

  test('is the same response with its id in upper case', async () => {
    const state = stateOf(nps, { score: 4 })
    await post(state)
    const upper = {
      ...state,
      id: state.id.toUpperCase(),
      surveyId: state.surveyId.toUpperCase(),
      rulesId: state.rulesId.toUpperCase(),
      seq: 2,
      score: 5,
    }
    expect(await post(upper)).toEqual([stored(state.id)])
    expect(await row(state.id)).toMatchObject({ seq: 2, score: 5 })
  })

  test('may have 40 unknown keys, which are dropped and counted, and not 41', async () => {
    const unknown = (keys: number) =>
      Object.fromEntries(Array.from({ length: keys }, (_, at) => [`new${at}`, { a: [at] }]))
    const taken = stateOf(nps, unknown(40))
    const refused = stateOf(nps, unknown(41))
    expect(await post(taken, refused)).toEqual([
      stored(taken.id),
      rejected(refused.id, 'validation-failed', ''),
    ])
    expect(await row(taken.id)).toMatchObject({ dropped_keys: 40 })
  })

  test.each<[string, Record<string, unknown>]>([
    ['nested metadata', { metadata: { a: { b: 1 } } }],
    [
      '33 keys of metadata',
      { metadata: Object.fromEntries(Array.from({ length: 33 }, (_, at) => [`k${at}`, at])) },
    ],
    ['a metadata value of 257 characters', { metadata: { a: 'x'.repeat(257) } }],
    ['a metadata key of 41 characters', { metadata: { ['k'.repeat(41)]: 1 } }],
    ['a comment of 2,001 emoji', { comment: '👍'.repeat(2_001) }],
    ['a page of more than 1 KiB', { page: `https://shop.example/${'å'.repeat(512)}` }],
    ['an identity of more than 2 KiB', { identity: 'x'.repeat(2_049) }],
    ['a channel that is none', { channel: 'fax' }],
    ['a negative age', { changedAgoMs: -1 }],
    ['no age', { shownAgoMs: undefined }],
    ['seq 0', { seq: 0 }],
  ])('with %s is rejected, and the field is named', async (_, change) => {
    const state = stateOf(nps, change)
    const [field = ''] = Object.keys(change)
    expect(await post(state)).toEqual([rejected(state.id, 'validation-failed', `/${field}`)])
  })

  test('may have a comment of 2,000 emoji', async () => {
    const state = stateOf(nps, { comment: '👍'.repeat(2_000) })
    expect(await post(state)).toEqual([stored(state.id)])
    expect((await row(state.id))?.comment).toBe(state.comment)
  })

  test.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '{{7*7}} <%= 7*7 %>',
    "'; drop table responses; --",
    '\u{202E}gnp.exe',
    'Z̷̢͎a̶l̵g̸o̷',
    '{"not": "json"}, \\u0000 and \\',
  ])('keeps %j as it was written', async comment => {
    const state = stateOf(nps, { comment, metadata: { note: comment } })
    expect(await post(state)).toEqual([stored(state.id)])
    const kept = comment.normalize('NFC')
    expect(await row(state.id)).toMatchObject({ comment: kept, metadata: { note: kept } })
  })

  test('is rid of control characters and lone surrogates, and composed (NFC)', async () => {
    const text = 'a\u0000b\u0007c\r\nd\te\u{D800}f e\u0301'
    const kept = 'abc\nd\te\u{FFFD}f é'
    const state = stateOf(nps, { comment: text, metadata: { note: text }, respondent: text })
    expect(await post(state)).toEqual([stored(state.id)])
    expect(await row(state.id)).toMatchObject({ comment: kept, metadata: { note: kept }, respondent: kept })
  })

  test('has no comment where nothing is left of it', async () => {
    const state = stateOf(nps, { comment: '\u0000\u0001' })
    expect(await post(state)).toEqual([stored(state.id)])
    expect(await row(state.id)).toMatchObject({ comment: null, commented_at: null })
    expect(await wrongCounts(service.db)).toEqual([])
  })

  test.each([
    ['https://shop.example/checkout?email=a@b.se#token', 'https://shop.example/checkout'],
    ['https://user:secret@shop.example:8443/', 'https://shop.example:8443/'],
    ['capacitor://localhost/cart?x', 'capacitor://localhost/cart'],
    ['file:///home/anna/cart.html', null],
    ['about:blank', null],
    ['data:text/html,anna@b.se', null],
    ['checkout', null],
  ])('keeps of the page %s only %s', async (page, kept) => {
    const state = stateOf(nps, { page })
    expect(await post(state)).toEqual([stored(state.id)])
    expect(await row(state.id)).toMatchObject({ page: kept })
  })

  test('keeps the metadata of the contract, and drops and counts the rest', async () => {
    const contract = { orderValue: 'number', paymentMethod: 'string', gift: 'boolean' }
    const asked = await ask(service.db, project.id, service.clock.now, { key: 'order', metadata: contract })
    const metadata = {
      orderValue: '420',
      paymentMethod: 'card',
      gift: false,
      userName: 'Anna',
      toString: 'x',
    }
    const state = stateOf(asked, { metadata, mood: 1 })
    expect(await post(state)).toEqual([stored(state.id)])
    expect(await row(state.id)).toMatchObject({
      metadata: { paymentMethod: 'card', gift: false },
      dropped_keys: 4,
    })
  })

  test('takes any metadata where there is no contract', async () => {
    const state = stateOf(nps, { metadata: { 'a.b-c_d': 1e300, constructor: 'x', tiny: -0.5 } })
    expect(await post(state)).toEqual([stored(state.id)])
    expect((await row(state.id))?.metadata).toEqual(state.metadata)
  })

  test('names reasons of its survey, each kept once', async () => {
    const state = stateOf(nps, { score: 2, reasons: ['slow', 'slow'] })
    const unknown = stateOf(nps, { score: 2, reasons: ['slow', 'rude'] })
    expect(await post(state, unknown)).toEqual([
      stored(state.id),
      rejected(unknown.id, 'unknown-reason', '/reasons/1'),
    ])
    expect(await row(state.id)).toMatchObject({ reasons: ['slow'] })
  })

  test('is dismissed or has a score, not both', async () => {
    const both = stateOf(nps, { score: 2, dismissed: true })
    const dismissed = stateOf(nps, { dismissed: true, changedAgoMs: 700 })
    expect(await post(both, dismissed)).toEqual([
      rejected(both.id, 'validation-failed', '/dismissed'),
      stored(dismissed.id),
    ])
    const dismissedAt = new Date(service.clock.now - 700)
    expect(await row(dismissed.id)).toMatchObject({ dismissed_at: dismissedAt, answered_at: null })
  })

  test('names a survey and rules of the project, and of one touchpoint', async () => {
    const delivery = await ask(service.db, project.id, service.clock.now, { key: 'order.delivered' })
    const other = await createProject(service.db, 'Other')
    const theirs = await ask(service.db, other.id, service.clock.now)
    const states = [
      stateOf(nps, { surveyId: randomUUID() }),
      stateOf(nps, { surveyId: theirs.surveyId }),
      stateOf(nps, { rulesId: randomUUID() }),
      stateOf(nps, { rulesId: delivery.rulesId }),
      stateOf(nps, { rulesId: theirs.rulesId }),
    ]
    expect(await post(...states)).toEqual([
      rejected(states[0]?.id, 'unknown-survey', '/surveyId'),
      rejected(states[1]?.id, 'unknown-survey', '/surveyId'),
      rejected(states[2]?.id, 'unknown-rules', '/rulesId'),
      rejected(states[3]?.id, 'unknown-rules', '/rulesId'),
      rejected(states[4]?.id, 'unknown-rules', '/rulesId'),
    ])
  })

  test('may name a survey that was published a moment ago', async () => {
    await post(stateOf(nps))
    // In another process, so that nobody tells this one.
    const later = await ask(service.db, project.id, service.clock.now)
    const state = stateOf(later)
    expect(await post(state)).toEqual([stored(state.id)])
  })
})

test('takes the good ones of a batch with a bad one, each with its own result', async () => {
  const states = Array.from({ length: 10 }, (_, at) => stateOf(nps, { score: at === 4 ? 11 : at }))
  const results = await post(...states)
  expect(results.map(result => result.id)).toEqual(states.map(state => state.id))
  expect(results.map(result => result.status)).toEqual(
    states.map((_, at) => (at === 4 ? 'rejected' : 'stored')),
  )
})
