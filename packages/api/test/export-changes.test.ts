import { randomUUID } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { eraseRespondent } from '../src/domain/keeping/eraseRespondent.ts'
import { readExportCursor, writeExportCursor } from '../src/http/exportCursor.ts'
import { deleteComments } from '../src/store/retention.ts'
import { ask, beforeEachShop, day, type Shop, stateOf } from './recordingApp.ts'

let shop: Shop
beforeEachShop(begun => {
  shop = begun
})

const post = (...items: unknown[]) => shop.service.post(shop.project.publishableKey, ...items)
const get = (query: string, format = 'ndjson') =>
  shop.service.admin('GET', `/v1/responses.${format}?${query}`, undefined, shop.project.secretKey)

interface Line {
  id: string
  seq: number
  score: number | null
  comment: string | null
  erased?: true
}

/** What changed since `after`, or all, and where the next one goes on. */
async function pull(after: string | null, more = ''): Promise<{ lines: Line[]; cursor: string }> {
  const reply = await get(`answered=true${after === null ? '' : `&after=${after}`}${more}`)
  expect(reply.statusCode, reply.body).toBe(200)
  const lines = reply.body.split('\n').slice(0, -1)
  return { lines: lines.map(line => JSON.parse(line)), cursor: String(reply.headers['tyck-cursor']) }
}

test('an export after another has what changed since: new answers, other scores, and none that stayed', async () => {
  const [stays, changes, comes, shown] = [0, 1, 2, 3].map(() => stateOf(shop.nps))
  await post({ ...stays, score: 9 }, { ...changes, score: 2 }, shown)
  const first = await pull(null)
  expect(first.lines.map(({ id }) => id).sort()).toEqual([stays?.id, changes?.id].sort())
  await post({ ...changes, seq: 2, score: 8, comment: 'Better' }, { ...comes, score: 10 }, stateOf(shop.nps))
  const second = await pull(first.cursor)
  expect(byScore(second.lines)).toMatchObject([
    { id: changes?.id, seq: 2, score: 8, comment: 'Better' },
    { id: comes?.id, score: 10 },
  ])
  // Whoever takes it back has answered once.
  await post({ ...changes, seq: 3 })
  const third = await pull(second.cursor)
  expect(third.lines).toMatchObject([{ id: changes?.id, seq: 3, score: null }])
  expect((await pull(third.cursor)).lines).toEqual([])
  const table = await get(`answered=true&after=${first.cursor}`, 'csv')
  const told: { id: string; score: string }[] = parse(table.body, { columns: true })
  expect(byScore(told).map(({ id }) => id)).toEqual([changes?.id, comes?.id])
})

/** What one transaction changed comes in no order. */
const byScore = <T extends { score: unknown }>(lines: T[]) =>
  lines.toSorted((a, b) => Number(a.score) - Number(b.score))

/** Stores an answer in a transaction that stays open. */
async function begin(client: pg.Client, id: string) {
  await client.query('begin')
  await client.query(
    `insert into responses
       (project_id, id, touchpoint_id, survey_id, rules_id, seq, score, channel, shown_at, first_answered_at, changed_at,
         received_at)
     select project_id, $1, touchpoint_id, id, $2, 1, 7, 'web', now(), now(), now(), now() from surveys where id = $3`,
    [id, shop.nps.rulesId, shop.nps.surveyId],
  )
}

test('misses nothing that is committed out of order, which a cursor by the highest number does', async () => {
  const [slow, quick] = await Promise.all([connect(), connect()])
  try {
    const ids = { slow: randomUUID(), quick: randomUUID() }
    const before = await pull(null)
    // Numbered first, committed last.
    await begin(slow, ids.slow)
    await begin(quick, ids.quick)
    await quick.query('commit')
    const between = await pull(before.cursor)
    expect(between.lines.map(({ id }) => id)).toEqual([ids.quick])
    const { rows: highest } = await sql<{ xid: string }>`
      select max(changed_xid::text::bigint)::text as xid from responses where project_id = ${shop.project.id}`.execute(
      shop.service.db,
    )
    await slow.query('commit')
    const after = await pull(between.cursor)
    expect(after.lines.map(({ id }) => id)).toContain(ids.slow)
    // The planted mistake: to go on after the highest number that was seen.
    const { rows: missed } = await sql<{ id: string }>`
      select id from responses
      where project_id = ${shop.project.id} and changed_xid > ${highest[0]?.xid}::xid8`.execute(
      shop.service.db,
    )
    expect(missed).toEqual([])
    expect((await pull(after.cursor)).lines).toEqual([])
  } finally {
    await Promise.all([slow.end(), quick.end()])
  }
})

async function connect() {
  const client = new pg.Client(shop.service.databaseUrl)
  await client.connect()
  await client.query('set search_path to tyck_internal')
  return client
}

test('amid many writers, copies that follow it end as what is stored', async () => {
  const copy = new Map<string, Line>()
  let cursor: string | null = null
  let isWriting = true
  const states = Array.from({ length: 40 }, () => stateOf(shop.nps))
  async function write(worker: number) {
    for (let seq = 1; seq <= 6; seq++) {
      for (let at = worker; at < states.length; at += 4) {
        await post({ ...states[at], seq, score: (seq + at) % 11 })
      }
    }
  }
  async function follow() {
    for (let isLast = false; !isLast; ) {
      isLast = !isWriting
      const { lines, cursor: next } = await pull(cursor)
      for (const line of lines) copy.set(line.id, line)
      cursor = next
    }
  }
  await Promise.all([
    Promise.all([0, 1, 2, 3].map(write)).finally(() => {
      isWriting = false
    }),
    follow(),
  ])
  const { lines } = await pull(null)
  expect(lines).toHaveLength(states.length)
  for (const line of lines) expect(copy.get(line.id)).toEqual(line)
})

test('tells that retention took a comment, and which answers were erased', async () => {
  const { service, project } = shop
  const [kept, erased, shown] = [stateOf(shop.nps), stateOf(shop.nps), stateOf(shop.nps)]
  await post(
    { ...kept, score: 2, comment: 'Old' },
    { ...erased, score: 9, respondent: 'A17' },
    { ...shown, respondent: 'A17' },
  )
  const first = await pull(null)
  const before = new Date(service.clock.now + day)
  await deleteComments(service.db, { projectId: project.id, before, limit: 10 })
  const hash = Buffer.alloc(32, 7).toString('base64')
  await eraseRespondent(service.db, {
    projectId: project.id,
    respondent: 'A17',
    hash,
    now: service.clock.now,
  })
  const second = await pull(first.cursor)
  expect(second.lines).toMatchObject([
    { id: kept.id, comment: null },
    { id: erased.id, erased: true },
  ])
  expect(second.lines[1]).toEqual({ id: erased.id, erased: true })
  expect((await pull(second.cursor)).lines).toEqual([])
  // Who has nothing of it need not hear of it.
  expect((await pull(null)).lines.map(({ id }) => id)).toEqual([kept.id])
})

test('takes beside it only what a response cannot lose, and says so', async () => {
  const asked = await ask(shop.service.db, shop.project.id, shop.service.clock.now, { key: 'b' })
  const { cursor } = await pull(null)
  await post(
    stateOf(shop.nps, { score: 3 }),
    stateOf(asked, { score: 3 }),
    stateOf(asked, { score: 4, test: true }),
  )
  expect((await pull(cursor, '&touchpoint=b&test=false')).lines).toHaveLength(1)
  expect((await pull(cursor, `&metadata={}&channel=web&from=2026-05-17&timeZone=UTC`)).lines).toHaveLength(3)
  expect((await pull(cursor, '&to=2026-05-16')).lines).toHaveLength(0)
  const refused = [
    ...[
      'answered=false',
      '',
      'answered=true&commented=true',
      'answered=true&scoreFrom=3',
      'answered=true&tag=a',
    ],
    ...[
      'answered=true&read=true',
      'answered=true&words=a',
      'answered=true&locale=en',
      'answered=true&flagged=true',
    ],
  ]
  for (const query of refused) {
    const reply = await get(`after=${cursor}&${query}`)
    expect([query, reply.statusCode, reply.json().code]).toEqual([query, 400, 'validation-failed'])
  }
})

test('a cursor of another project, or altered, is refused; one that can tell no more says to begin anew', async () => {
  const { service, project } = shop
  const { cursor } = await pull(null)
  const position = readExportCursor(project.id, cursor)
  if (!position) throw new Error('It is none')
  const refused = [cursor.slice(1), `${cursor}A`, 'x', '', writeExportCursor(randomUUID(), position)]
  for (const altered of refused) {
    const reply = await get(`answered=true&after=${altered}`)
    expect([altered, reply.statusCode]).toEqual([altered, 400])
  }
  const { rows: ahead } = await sql<{ xid: string }>`
    select (pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 100000)::text as xid`.execute(service.db)
  const lost = [
    // Restored elsewhere; another server took over; restored to an earlier moment; older than erasures are told.
    { ...position, database: `1${position.database}` },
    { ...position, database: position.database.replace(/.$/, 'F') },
    { ...position, xmin: ahead[0]?.xid ?? '' },
    { ...position, at: position.at - 91 * day },
  ]
  for (const each of lost) {
    for (const format of ['ndjson', 'csv']) {
      const reply = await get(`answered=true&after=${writeExportCursor(project.id, each)}`, format)
      expect([reply.statusCode, reply.json().code]).toEqual([410, 'cursor-expired'])
    }
  }
})
