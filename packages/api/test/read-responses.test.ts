import type { Response } from '@tyck/shared/admin/responses'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { readCursor, writeCursor } from '../src/http/cursor.ts'
import { type Asked, ask, day, startRecording, stateOf } from './recordingApp.ts'

let service: Awaited<ReturnType<typeof startRecording>>
let project: ProjectKeys
let nps: Asked

beforeAll(async () => {
  service = await startRecording()
})
afterAll(() => service.close())
beforeEach(async () => {
  project = await createProject(service.db, 'Shop')
  nps = await ask(service.db, project.id, service.clock.now - 30 * day)
})

const post = (...items: unknown[]) => service.post(project.publishableKey, ...items)
const get = (query = '', secretKey = project.secretKey) =>
  service.app.inject({ url: `/v1/responses${query}`, headers: { authorization: `Bearer ${secretKey}` } })
async function read(query = ''): Promise<{ responses: Response[]; next: string | null }> {
  const reply = await get(query)
  expect(reply.statusCode).toBe(200)
  return reply.json()
}
const idsOf = (responses: { id: string }[]) => responses.map(({ id }) => id)

/** Every page of `query`, from the first to the last. */
async function readAll(query: string): Promise<Response[][]> {
  const pages: Response[][] = []
  for (let cursor = ''; ; ) {
    const { responses, next } = await read(`?${query}${cursor}`)
    pages.push(responses)
    if (next === null) return pages
    cursor = `&cursor=${next}`
  }
}

test('tells all of a response', async () => {
  const state = stateOf(nps, {
    respondent: 'A17',
    score: 9,
    reasons: ['fast'],
    comment: 'Quick!',
    metadata: { orderValue: 420, gift: false, method: 'card' },
    locale: 'sv',
    page: 'https://shop.example/checkout?x',
    layout: 'one-row',
    answeredAgoMs: 1_000,
    changedAgoMs: 200,
  })
  await post(state)
  const at = (agoMs: number) => new Date(service.clock.now - agoMs).toISOString()
  expect(await read()).toEqual({
    responses: [
      {
        id: state.id,
        touchpoint: 'checkout.payment',
        surveyId: nps.surveyId,
        rulesId: nps.rulesId,
        seq: 1,
        metric: 'nps',
        score: 9,
        segment: 'promoter',
        reasons: ['fast'],
        comment: 'Quick!',
        metadata: { orderValue: 420, gift: false, method: 'card' },
        respondent: 'A17',
        verified: false,
        channel: 'web',
        locale: 'sv',
        page: 'https://shop.example/checkout',
        layout: 'one-row',
        flags: [],
        importedFrom: null,
        test: false,
        shownAt: at(5_000),
        answeredAt: at(1_000),
        commentedAt: at(200),
        dismissedAt: null,
        changedAt: at(200),
        receivedAt: at(0),
        tags: [],
        read: false,
        matches: null,
      },
    ],
    asOf: expect.any(String),
    next: null,
    lookedBackTo: null,
  })
})

test('tells a showing that nothing came of', async () => {
  await post(stateOf(nps))
  const { responses } = await read()
  expect(responses).toMatchObject([
    {
      score: null,
      segment: null,
      comment: null,
      respondent: null,
      page: null,
      answeredAt: null,
      metadata: {},
    },
  ])
})

test('begins with the newest showing and pages through all, each once', async () => {
  const states = Array.from({ length: 25 }, (_, at) => stateOf(nps, { shownAgoMs: ((at * 7) % 5) * 1_000 }))
  for (let at = 0; at < 25; at += 5) await post(...states.slice(at, at + 5))
  const pages = await readAll('limit=10')
  expect(pages.map(page => page.length)).toEqual([10, 10, 5])
  const all = pages.flat()
  expect(idsOf(all).sort()).toEqual(idsOf(states).sort())
  const order = all.map(({ shownAt, id }) => `${shownAt} ${id}`)
  expect(order).toEqual([...order].sort().reverse())
  expect(await readAll('limit=25')).toEqual([all])
})

test('skips and repeats nothing where showings are a microsecond apart', async () => {
  const states = Array.from({ length: 12 }, () => stateOf(nps))
  await post(...states)
  for (const [at, { id }] of states.entries()) {
    await sql`update responses set shown_at = '2026-05-17T10:00:00.123400Z'::timestamptz + ${at % 4} * interval '1 us'
      where id = ${id}`.execute(service.db)
  }
  const all = (await readAll('limit=1')).flat()
  expect(idsOf(all)).toHaveLength(12)
  expect(new Set(idsOf(all)).size).toBe(12)
})

test('goes on after a page although newer responses came', async () => {
  const states = Array.from({ length: 4 }, (_, at) => stateOf(nps, { shownAgoMs: 10_000 + at }))
  await post(...states)
  const first = await read('?limit=2')
  await post(stateOf(nps, { shownAgoMs: 0 }))
  const second = await read(`?limit=2&cursor=${first.next}`)
  expect(idsOf([...first.responses, ...second.responses])).toEqual(idsOf(states))
  expect(second.next).toBeNull()
})

test('filters by touchpoint, answer, comment and test', async () => {
  const delivery = await ask(service.db, project.id, service.clock.now, {
    key: 'order.delivered',
    metric: 'thumbs',
  })
  const shown = stateOf(nps, { shownAgoMs: 1_000 })
  const scored = stateOf(nps, { shownAgoMs: 2_000, score: 3 })
  const commented = stateOf(delivery, { shownAgoMs: 3_000, score: 1, comment: 'Fine' })
  const tried = stateOf(delivery, { shownAgoMs: 4_000, test: true })
  await post(shown, scored, commented, tried)
  const found = async (query: string) => idsOf((await read(`?${query}`)).responses)
  expect(await found('touchpoint=order.delivered')).toEqual(idsOf([commented, tried]))
  expect(await found('touchpoint=nothing')).toEqual([])
  expect(await found('answered=true')).toEqual(idsOf([scored, commented]))
  expect(await found('answered=false')).toEqual(idsOf([shown, tried]))
  expect(await found('commented=true')).toEqual(idsOf([commented]))
  expect(await found('commented=false&test=false')).toEqual(idsOf([shown, scored]))
  expect(await found('test=true')).toEqual(idsOf([tried]))
  expect(await found('touchpoint=order.delivered&answered=true')).toEqual(idsOf([commented]))
  const { responses } = await read('?commented=true')
  expect(responses).toMatchObject([{ metric: 'thumbs', segment: 'up' }])
})

test.each([
  'limit=0',
  'limit=-1',
  'limit=501',
  'limit=1e9',
  'limit=1.5',
  'limit=many',
  'answered=yes',
  'touchpoint=;drop',
  'sort=id;drop',
  'offset=10',
  'cursor=',
  'cursor=x',
  'cursor=MjAyNg',
  `cursor=${'A'.repeat(201)}`,
])('refuses %.40s', async query => {
  const reply = await get(`?${query}`)
  expect(reply.statusCode).toBe(400)
  expect(reply.json()).toMatchObject({ code: 'validation-failed' })
})

test('refuses a cursor with any character altered, and that of another project', async () => {
  await post(stateOf(nps), stateOf(nps))
  const cursor = (await read('?limit=1')).next ?? ''
  for (let at = 0; at < cursor.length; at += 1) {
    const other = cursor[at] === 'A' ? 'B' : 'A'
    const altered = `${cursor.slice(0, at)}${other}${cursor.slice(at + 1)}`
    expect((await get(`?cursor=${altered}`)).statusCode).toBe(400)
  }
  expect((await get(`?cursor=${cursor}A`)).statusCode).toBe(400)
  expect((await get(`?cursor=${cursor}=`)).statusCode).toBe(400)
  const neighbour = await createProject(service.db, 'Neighbour')
  expect((await get(`?cursor=${cursor}`, neighbour.secretKey)).statusCode).toBe(400)
  expect((await get(`?cursor=${cursor}`)).statusCode).toBe(200)
})

test("shows a project nothing of another's", async () => {
  const neighbour = await createProject(service.db, 'Neighbour')
  const theirs = await ask(service.db, neighbour.id, service.clock.now)
  await service.post(neighbour.publishableKey, stateOf(theirs, { score: 1 }))
  expect(await read()).toEqual({ asOf: expect.any(String), responses: [], next: null, lookedBackTo: null })
  expect((await read('?touchpoint=checkout.payment')).responses).toEqual([])
})

test('needs a secret key', async () => {
  expect((await service.app.inject('/v1/responses')).statusCode).toBe(401)
  expect((await get('', project.publishableKey)).statusCode).toBe(401)
  expect((await get('', 'sk_unknown')).statusCode).toBe(401)
})

test('refuses a cursor of a time that no database knows', () => {
  const project = '0c8a1e1c-6f5b-4b0e-9a55-0d7a1d3c9b11'
  const position = { id: '01890a5d-ac96-774b-bcce-b302099a8057', shownAt: '2026-03-01T12:00:00.000000Z' }
  expect(readCursor(project, writeCursor(project, position))).toEqual(position)
  const forged = writeCursor(project, { ...position, shownAt: '0000-01-01T00:00:00.000000Z' })
  expect(readCursor(project, forged)).toBeNull()
})
