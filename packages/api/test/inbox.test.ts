import type { ResponsePage } from '@tyck/shared/admin/responses'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { deleteTests } from '../src/domain/answers/deleteTests.ts'
import { applyRetention } from '../src/domain/keeping/applyRetention.ts'
import { createProject } from '../src/domain/keys/createProject.ts'
import { readResponses } from '../src/store/readResponses.ts'
import { addTag, countTags } from '../src/store/tags.ts'
import { inTransaction } from '../src/store/transaction.ts'
import { planWordSearch } from '../src/store/wordSearch.ts'
import { ask, beforeEachShop, day, minute, type Shop, stateOf, wrongCounts } from './recordingApp.ts'
import { untilWaiting } from './untilWaiting.ts'

let shop: Shop
beforeEachShop(given => {
  shop = given
})

const post = (...items: unknown[]) => shop.service.post(shop.project.publishableKey, ...items)
const admin = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, body?: object) =>
  shop.service.admin(method, url, body, shop.project.secretKey)
const idsOf = (responses: { id: string }[]) => responses.map(({ id }) => id)
const queryOf = (query: Record<string, string>) => new URLSearchParams(query).toString()
async function read(query: Record<string, string>): Promise<ResponsePage> {
  const reply = await admin('GET', `/v1/responses?${queryOf(query)}`)
  expect(reply.statusCode, reply.body).toBe(200)
  return reply.json()
}
const found = async (query: Record<string, string>) => idsOf((await read(query)).responses)
const wordRows = async () =>
  (
    await sql<{ words: string }>`select words::text from inbox where project_id = ${shop.project.id}`.execute(
      shop.service.db,
    )
  ).rows

let shownAgoMs = 0
/** An answer with this comment; each was shown a minute before the one that was made before it. */
function said(comment: string, change: object = {}) {
  shownAgoMs += minute
  return stateOf(shop.nps, { score: 3, comment, shownAgoMs, ...change })
}
beforeEach(() => {
  shownAgoMs = 0
})

describe('words', () => {
  const comments: [locale: string, comment: string][] = [
    ['en', 'The payments were failing twice, then it worked'],
    ['sv', 'Betalningen gick inte igenom på grund av förseningar'],
    ['de', 'Die Lieferung kam zwei Wochen zu spät, schöne Häuser'],
    ['fi', 'Toimitus myöhästyi kahdella viikolla'],
    ['ja', '配送がとても遅いです。Visaカードが使えない'],
    ['zh', '付款页面太慢了'],
    ['ko', '배송이 너무 느려요'],
    ['pl', 'Płatność nie działa'],
    ['en', 'Check-out <b>froze</b> at “3-D Secure”'],
  ]

  test.each([
    ['payment failed', [0]],
    ['PAYMENT', [0]],
    ['betalningar', [1]],
    ['försening', [1]],
    ['forsening', [1]],
    ['Lieferungen', [2]],
    ['haus', [2]],
    ['viikko', [3]],
    ['遅い', [4]],
    ['visa', [4]],
    ['配送 カード', [4]],
    ['配送 -カード', []],
    ['慢', [5]],
    ['느려', [6]],
    ['płatność', [7]],
    ['platnosc', [7]],
    ['płatności', []],
    ['froze', [8]],
    ['checkout', []],
    ['check-out', [8]],
    ['"3-D Secure"', [8]],
    ['"failing payments"', []],
    ['"payments were failing"', [0]],
    ['payment -worked', []],
    ['froze or betalning', [1, 8]],
    // Only stop words of its language: found as it stands.
    ['inte', [1]],
    ['gibtesnicht', []],
    ["'; drop table responses; --", []],
    ['(((&|!:*', []],
    ['<b>', [8]],
  ])('%s finds its comments, in their language', async (words, expected) => {
    const states = comments.map(([locale, comment]) => said(comment, { locale }))
    await post(...states)
    const ids = idsOf(states)
    expect((await found({ words })).map(id => ids.indexOf(id))).toEqual(expected)
  })

  test.each([
    ['en', 'The payments were failing', 'payment fail', ['payments', 'failing']],
    ['sv', 'Stora förseningar, alltså!', 'forsening', ['förseningar']],
    ['en', '<b>froze</b> at “Frozen” 🙂 froze', 'froze', ['froze', 'froze']],
    ['ja', '配送が遅い。遅い', '遅い', ['遅い', '遅い']],
    ['sv', 'Det gick INTE alls', 'inte', ['INTE']],
    ['en', 'caf\u0065\u0301 was fine', 'cafe', ['café']],
  ])('marks what was found, in %s: %s', async (locale, comment, words, expected) => {
    await post(said(comment, { locale }))
    const [response] = (await read({ words })).responses
    const characters = [...(response?.comment ?? '')]
    expect(response?.matches?.map(({ from, to }) => characters.slice(from, to).join(''))).toEqual(expected)
  })

  test('a page has up to 100, however many are asked for, and the next one goes on', async () => {
    const states = Array.from({ length: 105 }, (_, at) => said(`Slow ${at}`))
    for (let at = 0; at < 105; at += 15) await post(...states.slice(at, at + 15))
    const { responses, next } = await read({ words: 'slow', limit: '500' })
    expect(responses).toHaveLength(100)
    const rest = await read({ words: 'slow', limit: '500', cursor: next ?? '' })
    expect(rest.next).toBeNull()
    expect(new Set(idsOf([...responses, ...rest.responses])).size).toBe(105)
    expect(rest.responses[4]?.matches).toEqual([{ from: 0, to: 4 }])
  })

  test('without a search nothing is marked', async () => {
    await post(said('Fine'))
    expect((await read({})).responses).toMatchObject([{ comment: 'Fine', matches: null }])
  })

  test('follow the comment: changed, taken back, masked', async () => {
    const state = said('Slow delivery', { locale: 'en' })
    await post(state)
    await post({ ...state, seq: 2, comment: 'Call me at kim@shop.example' })
    expect(await found({ words: 'delivery' })).toEqual([])
    expect(await found({ words: 'call' })).toEqual([state.id])
    expect(await found({ words: 'kim' })).toEqual([])
    await post({ ...state, seq: 3, comment: undefined })
    expect(await wordRows()).toEqual([])
  })

  test('go where retention takes the comment, where the respondent is erased, and with all of a test', async () => {
    await post(
      said('One old comment'),
      said('Erase me', { respondent: 'kim' }),
      said('A try', { test: true }),
    )
    expect(await wordRows()).toHaveLength(3)
    await admin('DELETE', '/v1/respondents/kim')
    expect(await wordRows()).toHaveLength(2)
    await admin('DELETE', '/v1/test-responses')
    expect(await wordRows()).toHaveLength(1)
    await applyRetention(shop.service.db, shop.service.clock.now + 370 * day)
    expect(await wordRows()).toEqual([])
    expect((await read({})).responses).toMatchObject([{ comment: null, read: null }])
  })
})

describe('filters', () => {
  test('by score, segment, channel, language, verified and metadata', async () => {
    const stars = await ask(shop.service.db, shop.project.id, shop.service.clock.now, {
      key: 'order.delivered',
      metric: 'stars',
    })
    const states = [
      said('a', { score: 9, locale: 'sv', metadata: { method: 'card', total: 420 } }),
      said('b', { score: 3, channel: 'app', metadata: { method: 'invoice' } }),
      stateOf(stars, { score: 3, comment: 'c', shownAgoMs: 9 * minute }),
      stateOf(shop.nps, { shownAgoMs: 10 * minute }),
    ]
    await post(...states)
    const found_ = async (query: Record<string, string>) =>
      (await found(query)).map(id => idsOf(states).indexOf(id))
    expect(await found_({ scoreFrom: '4' })).toEqual([0])
    expect(await found_({ scoreTo: '3' })).toEqual([1, 2])
    expect(await found_({ segment: 'detractor' })).toEqual([1])
    expect(await found_({ segment: 'neutral' })).toEqual([2])
    expect(await found_({ channel: 'app' })).toEqual([1])
    expect(await found_({ locale: 'sv' })).toEqual([0])
    expect(await found_({ metadata: '{"method":"card"}' })).toEqual([0])
    expect(await found_({ metadata: '{"method":"card","total":420}', commented: 'true' })).toEqual([0])
    expect(await found_({ verified: 'true' })).toEqual([])
    expect(await found_({ verified: 'false', words: 'b' })).toEqual([1])
    expect(await found_({ commented: 'false' })).toEqual([3])
  })

  test("by days, of the project's time zone or another", async () => {
    // 10:30 in UTC is the next day in Kiritimati.
    const state = said('a', { shownAgoMs: 0 })
    await post(state)
    expect(await found({ from: '2026-05-17', to: '2026-05-17' })).toEqual([state.id])
    expect(await found({ from: '2026-05-18' })).toEqual([])
    expect(await found({ from: '2026-05-18', timeZone: 'Pacific/Kiritimati' })).toEqual([state.id])
    await admin('PUT', '/v1/project', {
      name: 'Shop',
      origins: [],
      theme: {},
      timeZone: 'Pacific/Kiritimati',
    })
    expect(await found({ from: '2026-05-18' })).toEqual([state.id])
    expect(await found({ to: '2026-05-17', commented: 'true' })).toEqual([])
  })

  test.each([
    { scoreFrom: '11' },
    { segment: 'happyish' },
    { metadata: '{' },
    { words: '' },
    { words: 'a'.repeat(201) },
    { timeZone: 'Mars/Olympus' },
    { from: '2026-13-01' },
    { from: '2026-02-01', to: '2026-01-01' },
    { tag: ' ' },
    { read: 'maybe' },
  ])('refuses %o', async query => {
    expect((await admin('GET', `/v1/responses?${queryOf(query as Record<string, string>)}`)).statusCode).toBe(
      400,
    )
  })

  test('look at a bounded number of rows, and go on where they ended', async () => {
    const states = Array.from({ length: 12 }, (_, at) => said(at % 5 === 4 ? 'Rare' : 'Usual'))
    await post(...states)
    const { db } = shop.service
    for (const of of [
      { search: await planWordSearch(db, 'rare'), limit: 50 },
      { metadata: {}, commented: true, scoreTo: 3, limit: 50 },
      { answered: true, limit: 50 },
    ]) {
      const seen: string[] = []
      let pages = 0
      for (let after: Parameters<typeof readResponses>[3] = null; ; pages += 1) {
        const { rows, lookedUntil } = await readResponses(db, shop.project.id, of, after, { mostLooks: 3 })
        expect(rows.length).toBeLessThanOrEqual(3)
        seen.push(...idsOf(rows))
        after = lookedUntil
        if (after === null) break
      }
      expect(pages).toBeGreaterThanOrEqual(4)
      expect(seen).toEqual(idsOf('search' in of ? [states[4], states[9]].filter(state => !!state) : states))
    }
  })
})

describe('tags', () => {
  const tag = (id: string, tag: string) => admin('PUT', `/v1/responses/${id}/tags/${encodeURIComponent(tag)}`)

  test('are given, listed with counts, read by, and taken away', async () => {
    const [one, two] = [said('One'), said('Two')]
    await post(one, two)
    expect((await tag(one.id, 'Card  declined')).statusCode).toBe(204)
    expect((await tag(one.id, 'card declined')).statusCode).toBe(204)
    await tag(two.id, 'card declined')
    await tag(two.id, '予約/!')
    expect((await admin('GET', '/v1/tags')).json()).toEqual({
      tags: [
        { tag: 'card declined', responses: 2 },
        { tag: '予約/!', responses: 1 },
      ],
    })
    expect((await read({ tag: 'Card declined' })).responses).toMatchObject([
      { id: one.id, tags: ['card declined'] },
      { id: two.id, tags: ['card declined', '予約/!'] },
    ])
    expect(await found({ tag: 'card declined', words: 'two', read: 'false' })).toEqual([two.id])
    await admin('DELETE', `/v1/responses/${two.id}/tags/${encodeURIComponent('予約/!')}`)
    expect((await admin('DELETE', '/v1/tags/card%20declined')).json()).toEqual({ responses: 2 })
    expect((await admin('GET', '/v1/tags')).json()).toEqual({ tags: [] })
  })

  test('pages of one go from the newest on', async () => {
    const states = Array.from({ length: 5 }, (_, at) => said(`No ${at}`))
    await post(...states)
    for (const { id } of states) await tag(id, 'all')
    const first = await read({ tag: 'all', limit: '3' })
    const second = await read({ tag: 'all', limit: '3', cursor: first.next ?? '' })
    expect(idsOf([...first.responses, ...second.responses])).toEqual(idsOf(states))
    expect(second.next).toBeNull()
  })

  test('go with their response, and survive what its respondent changes', async () => {
    const [kim, other] = [said('One', { respondent: 'kim' }), said('Two')]
    await post(kim, other)
    await tag(kim.id, 'a')
    await tag(other.id, 'b')
    await post({ ...other, seq: 2, comment: 'Three' })
    await admin('DELETE', '/v1/respondents/kim')
    expect((await admin('GET', '/v1/tags')).json()).toEqual({ tags: [{ tag: 'b', responses: 1 }] })
  })

  test('that are put on while their response is erased go with it', async () => {
    const { db } = shop.service
    const state = said('One', { respondent: 'robin' })
    await post(state)
    let erased: Promise<unknown> = Promise.resolve()
    await inTransaction(db, async trx => {
      const taggedAt = new Date(shop.service.clock.now)
      await addTag(trx, shop.project.id, { responseId: state.id, tag: 'for ever', taggedAt })
      erased = admin('DELETE', '/v1/respondents/robin')
      await untilWaiting(db, erased)
    })
    expect(await erased).toMatchObject({ statusCode: 200 })
    expect((await admin('GET', '/v1/tags')).json()).toEqual({ tags: [] })
    expect((await tag(state.id, 'too late')).statusCode).toBe(404)
  })

  test('are counted up to the most that a project may have, however many responses have each', async () => {
    const { db } = shop.service
    const states = [said('One'), said('Two')]
    await post(...states)
    expect(await countTags(db, shop.project.id, 3)).toBe(0)
    for (const { id } of states) for (const each of ['a', 'b', 'c', 'd']) await tag(id, each)
    expect(await countTags(db, shop.project.id, 10)).toBe(4)
    expect(await countTags(db, shop.project.id, 3)).toBe(3)
  })

  test('are a score of them for each response at most', async () => {
    const state = said('One')
    await post(state)
    for (let at = 0; at < 20; at += 1) await tag(state.id, `tag ${at}`)
    const reply = await tag(state.id, 'one more')
    expect([reply.statusCode, reply.json().code]).toEqual([409, 'too-many-tags'])
    expect((await tag(state.id, 'tag 7')).statusCode).toBe(204)
  })

  test.each(['%20', '%00', 'a'.repeat(41), '%E0%A4%A'])('refuses %.9s', async given => {
    const state = said('One')
    await post(state)
    expect((await admin('PUT', `/v1/responses/${state.id}/tags/${given}`)).statusCode).toBe(400)
  })

  test('belong to no other project', async () => {
    const state = said('One')
    await post(state)
    await tag(state.id, 'secret plan')
    const neighbour = await createProject(shop.service.db, 'Neighbour')
    const theirs = (method: 'GET' | 'PUT' | 'DELETE', url: string) =>
      shop.service.admin(method, url, undefined, neighbour.secretKey)
    expect((await theirs('PUT', `/v1/responses/${state.id}/tags/a`)).statusCode).toBe(404)
    expect((await theirs('DELETE', `/v1/responses/${state.id}/tags/secret%20plan`)).statusCode).toBe(404)
    expect((await theirs('DELETE', '/v1/tags/secret%20plan')).json()).toEqual({ responses: 0 })
    expect((await theirs('GET', '/v1/tags')).json()).toEqual({ tags: [] })
    expect((await theirs('PUT', `/v1/responses/${state.id}/read`)).statusCode).toBe(404)
    expect((await read({})).responses).toMatchObject([{ tags: ['secret plan'], read: false }])
  })
})

describe('read and unread', () => {
  test('is the same for the whole team, and ends where the comment changes', async () => {
    const [one, two, shown] = [
      said('One'),
      said('Two'),
      stateOf(shop.nps, { score: 1, shownAgoMs: 9 * minute }),
    ]
    await post(one, two, shown)
    expect((await read({})).responses.map(({ read }) => read)).toEqual([false, false, null])
    for (const { id } of [one, shown]) {
      expect((await admin('PUT', `/v1/responses/${id}/read`)).statusCode).toBe(204)
    }
    expect((await read({})).responses.map(({ read }) => read)).toEqual([true, false, null])
    expect(await found({ read: 'true' })).toEqual([one.id])
    expect(await found({ read: 'false' })).toEqual([two.id])
    await post({ ...one, seq: 2, score: 4 })
    expect(await found({ read: 'true' })).toEqual([one.id])
    await post({ ...one, seq: 3, comment: 'One more thing' })
    expect(await found({ read: 'true' })).toEqual([])
    await admin('PUT', `/v1/responses/${two.id}/read`)
    await admin('DELETE', `/v1/responses/${two.id}/read`)
    expect(await found({ read: 'false' })).toEqual([one.id, two.id])
  })

  test('is marked for all that a filter finds', async () => {
    const states = [said('New'), said('Slow'), said('Fast'), said('Slow too')]
    await post(...states)
    const { asOf } = await read({})
    const mark = (query: string) => admin('POST', `/v1/responses/read${query}`, { asOf })
    expect((await mark('?read=true')).json()).toEqual({ responses: 0, next: null })
    expect((await mark('?words=slow')).json()).toEqual({ responses: 2, next: null })
    expect(await found({ read: 'false' })).toEqual([states[0]?.id, states[2]?.id])
    expect((await mark('')).json()).toEqual({ responses: 2, next: null })
    expect(await found({ read: 'false' })).toEqual([])
    expect((await mark('?commented=false')).statusCode).toBe(400)
  })

  test('is marked for nothing that came or changed after the list was read, whenever it was shown', async () => {
    const [late, edited, seen] = [
      stateOf(shop.nps, { shownAgoMs: 8 * minute }),
      said('Before'),
      said('It stays'),
    ]
    await post(late, edited, seen)
    const { asOf } = await read({})
    await post(
      { ...late, seq: 2, score: 2, comment: 'Nobody saw this' },
      { ...edited, seq: 2, comment: 'After' },
    )
    await post(said('Shown long ago', { shownAgoMs: 20 * minute }))
    const marked = await admin('POST', '/v1/responses/read', { asOf })
    expect(marked.json()).toEqual({ responses: 1, next: null })
    expect(await found({ read: 'true' })).toEqual([seen.id])
  })

  test('is marked for nothing that was being stored while the list was read', async () => {
    const { db } = shop.service
    const state = said('Shown, and stored a moment later')
    await post(state)
    const change = { comment: 'Changed', changed_xid: sql<string>`pg_current_xact_id()` }
    const asOf = await inTransaction(db, async trx => {
      await trx.updateTable('responses').set(change).where('id', '=', state.id).execute()
      // Another connection, which sees nothing of it.
      return (await read({})).asOf
    })
    await admin('POST', '/v1/responses/read', { asOf })
    expect(await found({ read: 'true' })).toEqual([])
  })

  test('is marked in a database that was restored from one with more transactions', async () => {
    const state = said('Old')
    await post(state)
    const restored = { changed_xid: '900000000000' }
    await shop.service.db.updateTable('responses').set(restored).where('id', '=', state.id).execute()
    const { asOf } = await read({})
    expect((await admin('POST', '/v1/responses/read', { asOf })).json()).toMatchObject({ responses: 1 })
  })

  test.each([
    undefined,
    '',
    'x',
    '0:1:',
    '5:3:',
    '5:9:4',
    '5:9:9',
    '5:9:7,6',
    '5:9:6,',
    '5:9:6:',
    '5:9',
    `1:${'9'.repeat(30)}:`,
  ])('is not marked as of %s', async asOf => {
    expect((await admin('POST', '/v1/responses/read', { asOf })).statusCode).toBe(400)
  })

  test.each(['1:1:', '5:9:5', '5:9:6,6,8', '999999999999999999:999999999999999999:'])(
    'is taken as of %s',
    async asOf => {
      expect((await admin('POST', '/v1/responses/read', { asOf })).statusCode).toBe(200)
    },
  )

  test('is not marked for one that has changed since it was seen', async () => {
    const state = said('One')
    await post(state)
    const put = (query: string) => admin('PUT', `/v1/responses/${state.id}/read${query}`)
    await post({ ...state, seq: 2, comment: 'Another' })
    const refused = await put('?seq=1')
    expect([refused.statusCode, refused.json().code]).toEqual([412, 'conflict-version'])
    expect(await found({ read: 'true' })).toEqual([])
    expect((await put('?seq=2')).statusCode).toBe(204)
    expect(await found({ read: 'true' })).toEqual([state.id])
    expect((await put('?seq=0')).statusCode).toBe(400)
  })
})

test.each(['words=slow', 'read=true', 'read=false'])(
  '%s has nothing to find without comments',
  async asked => {
    const reply = await admin('GET', `/v1/responses?commented=false&${asked}`)
    expect([reply.statusCode, reply.json().errors?.[0]?.pointer]).toEqual([400, `/${asked.split('=')[0]}`])
  },
)

test('test responses are counted and deleted, and nothing else is', async () => {
  const kept = said('Kept')
  await post(kept, said('A try', { test: true }), stateOf(shop.nps, { test: true, shownAgoMs: 9 * minute }))
  expect((await admin('GET', '/v1/test-responses')).json()).toEqual({ responses: 2 })
  expect((await admin('DELETE', '/v1/test-responses')).json()).toEqual({ responses: 2, left: 0 })
  expect((await admin('GET', '/v1/test-responses')).json()).toEqual({ responses: 0 })
  expect(await found({})).toEqual([kept.id])
  const wrong = (await wrongCounts(shop.service.db)) as { project_id: string }[]
  expect(wrong.filter(({ project_id }) => project_id === shop.project.id)).toEqual([])
})

test('test responses are deleted a bounded number at a time, which tells how many are left', async () => {
  await post(...Array.from({ length: 13 }, (_, at) => said(`Try ${at}`, { test: true })))
  const some = () => deleteTests(shop.service.db, shop.project.id, { perBatch: 1 })
  expect(await some()).toEqual({ responses: 10, left: 3 })
  expect(await some()).toEqual({ responses: 3, left: 0 })
})

test('what a team does while it reads is not in the audit log, and what it cannot undo is', async () => {
  const state = said('One')
  await post(state)
  await admin('PUT', `/v1/responses/${state.id}/read`)
  await admin('PUT', `/v1/responses/${state.id}/tags/a`)
  await admin('DELETE', '/v1/tags/a')
  await admin('DELETE', '/v1/test-responses')
  const { entries } = (await admin('GET', '/v1/audit')).json()
  const operations = entries.map(({ operation }: { operation: string }) => operation)
  expect(operations.sort()).toEqual(['deleteTag', 'deleteTestResponses'])
})
