import { randomUUID } from 'node:crypto'
import { exportLine } from '@tyck/shared/admin/exports'
import type { Response } from '@tyck/shared/admin/responses'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { makePerson } from './people.ts'
import { ask, beforeEachShop, day, type Shop, stateOf } from './recordingApp.ts'

let shop: Shop
beforeEachShop(begun => {
  shop = begun
})

async function post(...items: unknown[]) {
  for (let at = 0; at < items.length; at += 20) {
    const some = items.slice(at, at + 20)
    const results = await shop.service.post(shop.project.publishableKey, ...some)
    expect(results.map(({ status }) => status)).toEqual(some.map(() => 'stored'))
  }
}
const admin = (method: 'GET' | 'PUT' | 'DELETE', url: string, body?: unknown) =>
  shop.service.admin(method, url, body, shop.project.secretKey)

async function exported(format: 'csv' | 'ndjson', query = '') {
  const reply = await admin('GET', `/v1/responses.${format}${query}`)
  expect(reply.statusCode, reply.body).toBe(200)
  return reply
}
const lines = async (query?: string): Promise<Response[]> =>
  (await exported('ndjson', query)).body
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line))
/** The table as a parser that is not ours reads it. */
const table = async (query?: string): Promise<Record<string, string>[]> =>
  parse((await exported('csv', query)).body, { columns: true, relax_quotes: false })

/** What people and programs write to break whoever reads it. */
const hostile = [
  '=HYPERLINK("http://evil.example","Click")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '＝1+1',
  'x;=cmd|calc!A0;y',
  'x; "=1+1";\t-1',
  'x\t@SUM(A1)',
  'One\n=1+1\r\n ＋1',
  'Two\nlines, a "quote", and a comma; a semicolon',
  'One\r\nline end of Windows',
  'A lone\rcarriage return',
  '"',
  '"",""',
  '\\N \\. \\x01 \\',
  '\\.',
  "'=1",
  '\ufeffA mark of the byte order',
  'מילים מימין לשמאל \u202eand back',
  '👩‍👩‍👧 z̷̢̛a̸l̵g̶o̷',
  '</script><script>alert(1)</script>',
  "'; drop table responses; --",
  '$1 $2 $& %s',
  'null',
]

const begins = /^[=+@\t\r\n＝＋－＠-]/
/** A text as a table has it. */
const inert = (said: string) =>
  (begins.test(said) ? "'" : '') + said.replace(/([;\t\r\n][ \t\r\n"]*)([=+@＝＋－＠-])/g, "$1'$2")

test('a line has all that the list tells, for every kind of response', async () => {
  await post(
    stateOf(shop.nps),
    stateOf(shop.nps, { dismissed: true, locale: 'sv', layout: 'one-row' }),
    stateOf(shop.nps, {
      respondent: 'A17',
      score: 9,
      reasons: ['fast'],
      comment: 'Quick!',
      metadata: { orderValue: -4.5, gift: false, method: 'card' },
      page: 'https://shop.example/checkout?x',
      test: true,
      answeredAgoMs: 1_000,
    }),
    ...hostile.map(comment => stateOf(shop.nps, { score: 3, comment, respondent: comment })),
  )
  const { responses } = (await admin('GET', '/v1/responses?limit=100')).json<{ responses: Response[] }>()
  await admin('PUT', `/v1/responses/${responses[0]?.id}/tags/=sum "late"`)
  await admin('PUT', `/v1/responses/${responses[0]?.id}/read`)
  const list = (await admin('GET', '/v1/responses?limit=100')).json<{ responses: Response[] }>().responses
  const told = await lines()
  expect(told).toHaveLength(hostile.length + 3)
  const plain = (rows: object[]) =>
    rows.map(row =>
      Object.fromEntries(
        Object.entries({ ...row, matches: null }).map(([key, value]) => [
          key,
          key.endsWith('At') && value !== null ? Date.parse(value) : value,
        ]),
      ),
    )
  expect(plain(told)).toEqual(plain(list))
  for (const line of told) expect(exportLine.safeParse(line).error).toBeUndefined()
})

test('a table is read by another parser as it was written, but for what could be a formula', async () => {
  await post(...hostile.map(comment => stateOf(shop.nps, { score: 3, comment, respondent: comment })))
  const list = await lines()
  const rows = await table()
  expect(rows).toHaveLength(hostile.length)
  for (const [at, row] of rows.entries()) {
    const { comment, respondent, id } = list[at] as Response
    expect(row.id).toBe(id)
    for (const [said, cell] of [
      [comment, row.comment],
      [respondent, row.respondent],
    ]) {
      expect(cell).toBe(said && inert(said))
    }
  }
})

test.each([',', ';', '\t'])(
  'no cell of a table is a formula to a program that separates by %j',
  async delimiter => {
    const asked = await ask(shop.service.db, shop.project.id, shop.service.clock.now, {
      key: 'order.paid',
      metadata: { method: 'string' },
    })
    const short = hostile.map(said => said.slice(0, 100))
    await post(...short.map(comment => stateOf(asked, { score: 3, comment, metadata: { method: comment } })))
    const { body } = await exported('csv')
    const options = { delimiter, quote: delimiter === ',' ? '"' : null, relax_column_count: true }
    const cells: string[] = parse(body, options).flat()
    // Some take off what a cell begins with.
    expect(cells.filter(cell => /^[\s"]*[=+@＝＋－＠-]/.test(cell))).toEqual([])
    const list = await lines()
    for (const [at, row] of (await table()).entries()) {
      expect(row['metadata.method']).toBe(inert(String(list[at]?.metadata?.method)))
      expect(JSON.parse(row.metadata ?? '')).toEqual(list[at]?.metadata)
    }
  },
)

test('a table has a column for each declared metadata key, in which numbers stay numbers', async () => {
  const { service, project } = shop
  const metadata = { orderValue: 'number', method: 'string', gift: 'boolean' }
  const asked = await ask(service.db, project.id, service.clock.now, { key: 'order.paid', metadata })
  await post(stateOf(asked, { score: 9, metadata: { orderValue: -420.5, method: '=1+1', gift: true } }))
  const [row] = await table()
  expect(row).toMatchObject({
    'metadata.orderValue': '-420.5',
    'metadata.method': "'=1+1",
    'metadata.gift': 'true',
  })
  expect(JSON.parse(row?.metadata ?? '')).toEqual({ orderValue: -420.5, method: '=1+1', gift: true })
  const named = await table('?metadataKeys=method,coupon')
  expect(Object.keys(named[0] ?? {}).filter(name => name.startsWith('metadata'))).toEqual([
    'metadata.method',
    'metadata.coupon',
    'metadata',
  ])
  const elsewhere = await table('?touchpoint=checkout.payment')
  expect(elsewhere).toEqual([])
  for (const keys of ['', 'a,,b', '1a', Array.from({ length: 201 }, (_, at) => `k${at}`).join()]) {
    expect((await admin('GET', `/v1/responses.csv?metadataKeys=${keys}`)).statusCode).toBe(400)
  }
})

test("a table's times are those of the project's clocks, or of those that are named", async () => {
  const { service, project } = shop
  service.clock.now = Date.parse('2026-07-01T22:30:15.250Z')
  await post(stateOf(shop.nps, { score: 9, shownAgoMs: 250 }))
  expect((await table())[0]?.shownAt).toBe('2026-07-01 22:30:15')
  const settings = { name: 'Shop', origins: [], theme: {}, timeZone: 'Europe/Stockholm' }
  expect((await service.admin('PUT', '/v1/project', settings, project.secretKey)).statusCode).toBe(200)
  expect((await table())[0]).toMatchObject({
    shownAt: '2026-07-02 00:30:15',
    answeredAt: '2026-07-02 00:30:15.25',
  })
  expect((await table('?timeZone=Asia/Kolkata'))[0]?.shownAt).toBe('2026-07-02 04:00:15')
  const named = await exported('csv')
  expect(named.headers['content-disposition']).toBe('attachment; filename="responses-2026-07-02.csv"')
  expect(await table('?from=2026-07-02')).toHaveLength(1)
  expect(await table('?from=2026-07-02&timeZone=UTC')).toHaveLength(0)
})

test('filters are those of the list', async () => {
  const { service, project } = shop
  const other = await ask(service.db, project.id, service.clock.now - 30 * day, { key: 'b', metric: 'csat' })
  const score = [0, 6, 7, 8, 9, 10]
  await post(
    ...score.map((each, at) => stateOf(shop.nps, { score: each, shownAgoMs: at * 1_000 })),
    ...[1, 3, 5].map((each, at) => stateOf(other, { score: each, locale: 'sv', shownAgoMs: at * 1_000 })),
    stateOf(shop.nps, { test: true, score: 1, shownAgoMs: 7_000 }),
    stateOf(shop.nps, { shownAgoMs: 8_000 }),
  )
  await post(
    stateOf(shop.nps, { score: 2, comment: 'The delivery came "late"', shownAgoMs: 9_000 }),
    stateOf(shop.nps, {
      score: 9,
      comment: "Deliveries aren't late",
      metadata: { method: "o'card" },
      shownAgoMs: 10_000,
    }),
  )
  const { responses } = (await admin('GET', '/v1/responses?commented=true')).json()
  await admin('PUT', `/v1/responses/${responses[0].id}/tags/late`)
  await admin('PUT', `/v1/responses/${responses[1].id}/read`)
  const queries = [
    ...[
      '',
      'answered=true',
      'answered=false',
      'commented=true',
      'commented=false',
      'test=true',
      'test=false',
    ],
    ...['touchpoint=b', 'touchpoint=none', 'segment=detractor', 'segment=satisfied', 'scoreFrom=7&scoreTo=9'],
    ...['words=delivery late', 'words="delivery came"', 'words=delivery -came', 'tag=late', 'tag=none'],
    ...['read=true', 'read=false', 'tag=late&read=false', 'locale=sv', 'channel=web', 'flagged=true'],
    ...['flag=repeat', 'verified=true', `metadata=${encodeURIComponent('{"method":"o\'card"}')}`],
    ...[encodeURI(`tag=$1 \\' "$2\\`), encodeURI(`words=$1 \\'; drop "x\\"`), 'locale=sv-SE'],
    ...['from=2026-05-17&to=2026-05-17', 'to=2026-05-16', 'touchpoint=b&segment=neutral&test=false'],
  ]
  for (const query of queries) {
    const listed = (await admin('GET', `/v1/responses?limit=100&${query}`)).json<{ responses: Response[] }>()
    const ids = listed.responses.map(({ id }) => id)
    expect([query, (await lines(`?${query}`)).map(({ id }) => id)]).toEqual([query, ids])
  }
  // Both forms are of the same rows.
  const late = await table('?words=delivery late&tag=late')
  expect(late.map(({ comment }) => comment)).toEqual(['The delivery came "late"'])
  for (const query of [
    'limit=5',
    'cursor=x',
    'from=2026-05-18&to=2026-05-17',
    'answered=maybe',
    'metadata={',
  ]) {
    expect((await admin('GET', `/v1/responses.csv?${query}`)).statusCode, query).toBe(400)
  }
  const refused = await admin('GET', '/v1/responses.csv?words=a&commented=false')
  expect([refused.statusCode, refused.json().code]).toEqual([400, 'validation-failed'])
})

test('an empty export is a table without rows, and no line', async () => {
  expect((await exported('csv')).body).toMatch(/^id,touchpoint,metric,.*,metadata\n$/)
  expect((await exported('ndjson')).body).toBe('')
})

test('tells what it is, about how much, and that nobody should keep it', async () => {
  await post(stateOf(shop.nps, { score: 9 }))
  const csv = await exported('csv')
  expect(csv.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8; header=present',
    'cache-control': 'no-store',
  })
  expect(Number(csv.headers['tyck-rows-about'])).toBeGreaterThan(0)
  const ndjson = await exported('ndjson')
  expect(ndjson.headers['content-type']).toBe('application/x-ndjson; charset=utf-8')
  expect(csv.body).not.toMatch(/^\ufeff/)
})

test('is noted: of people each time, of a key once an hour', async () => {
  const viewer = await makePerson(shop.service, 'viewer', shop.project.id)
  for (let time = 0; time < 2; time++) {
    await exported('csv')
    await exported('ndjson')
    expect((await viewer.ask('GET', '/v1/responses.csv')).statusCode).toBe(200)
    shop.service.clock.now += 60_000
  }
  shop.service.clock.now += 3_600_000
  await exported('csv')
  const { entries } = (await admin('GET', '/v1/audit')).json<{
    entries: { operation: string; method: string; account: object | null }[]
  }>()
  const noted = entries.map(({ operation, account }) => `${operation}${account ? ' by a person' : ''}`)
  expect(noted.sort()).toEqual([
    'exportResponsesCsv',
    'exportResponsesCsv',
    'exportResponsesCsv by a person',
    'exportResponsesCsv by a person',
    'exportResponsesNdjson',
  ])
})

test('has nothing of another project', async () => {
  const { service, project } = shop
  await post(stateOf(shop.nps, { score: 9, comment: randomUUID() }))
  const stranger = await service.admin('GET', '/v1/responses.ndjson')
  expect([stranger.statusCode, stranger.body]).toEqual([200, ''])
  expect((await lines()).length).toBe(1)
  expect(project.id).not.toBe(service.keys.id)
})
