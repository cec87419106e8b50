import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ProjectKeys } from '../src/domain/keys/createProject.ts'
import { composeNotice } from '../src/domain/telling/composeNotice.ts'
import type { Message, OpenDestination } from '../src/domain/telling/destinationKind.ts'
import { planDigests } from '../src/domain/telling/digests/planDigests.ts'
import type { Notice } from '../src/domain/telling/notices/notice.ts'
import { toMail } from '../src/domain/telling/notices/toMail.ts'
import { createMetrics } from '../src/metrics.ts'
import { startTelling as startProcess } from '../src/telling.ts'
import { type Receiver, startReceiver } from './receiver.ts'
import { type Scoring, startScoring } from './scoring.ts'
import { startTelling, type TellingService } from './telling.ts'

let service: TellingService
let channel: Receiver
let shop: Scoring
let project: ProjectKeys

beforeAll(async () => {
  service = await startTelling()
  channel = await startReceiver()
})
beforeEach(async () => {
  await service.db.deleteFrom('destinations').execute()
  shop = await startScoring(service)
  project = shop.project
  const settings = { name: 'Nordlys', origins: [], theme: {}, timeZone: 'Europe/Stockholm' }
  const reply = await service.admin('PUT', '/v1/project', settings, project.secretKey, { 'if-match': '*' })
  if (reply.statusCode !== 200) throw new Error(reply.body)
  channel.take()
})
afterAll(async () => {
  await channel.close()
  await service.close()
})

const weekly = { per: 'week', weekday: 1, hour: 9 }
// A Monday, 9 o'clock in Stockholm.
const due = Date.parse('2026-03-02T08:00:00Z')

/** A destination as it has been for long. */
async function add(input: Record<string, unknown> = {}, since = '2026-01-01T00:00:00Z') {
  const body = { kind: 'slack', url: channel.url, digest: weekly, ...input }
  const id = await service.addDestination(project, body)
  await service.db
    .updateTable('destinations')
    .set({ changed_at: new Date(since) })
    .where('id', '=', id)
    .execute()
  return id
}

/** The digest of a destination, in words; in plain text it is as a mail has it. */
async function compose(
  id: string,
  days = { from: '2026-02-23', to: '2026-03-01' },
  timeZone = 'Europe/Stockholm',
): Promise<Notice> {
  const row = await service.db
    .selectFrom('destinations')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const message: Message = {
    id,
    kind: 'digest',
    type: 'digest',
    at: new Date(due),
    now: new Date(due),
    project: { id: project.id, name: 'Nordlys', timeZone },
    event: null,
    response: null,
    survey: null,
    body: days,
  }
  const destination: OpenDestination = { ...row, secret: null }
  const tools = { db: service.db, publicUrl: 'https://feedback.example' }
  const notice = await composeNotice(message, destination, tools)
  if ('skipped' in notice) throw new Error(notice.skipped)
  return notice
}

const textOf = async (...of: Parameters<typeof compose>) => toMail(await compose(...of)).text

describe('a digest', () => {
  test('tells of each touchpoint what is known, what is not, and what was quiet', async () => {
    const payment = await shop.ask('nps', 'checkout.payment')
    const delivery = await shop.ask('csat', 'cart.delivery')
    const search = await shop.ask('thumbs', 'search.results')
    const returned = await shop.ask('ces', 'support.returned')
    const app = await shop.ask('smileys', 'app.week-one')
    const product = await shop.ask('stars', 'product.page')
    await shop.ask('nps', 'never.asked')
    const [before, now] = ['2026-02-18T12:00:00Z', '2026-02-25T12:00:00Z']
    for (const asked of [payment, delivery, returned]) await shop.store(asked, [[null, 300]], now)
    await shop.storeNps(payment, [120, 60, 20], before)
    await shop.storeNps(payment, [80, 60, 60], now)
    await shop.store(
      delivery,
      [
        [5, 60],
        [2, 40],
      ],
      before,
    )
    await shop.store(
      delivery,
      [
        [5, 62],
        [2, 38],
      ],
      now,
    )
    await shop.store(
      search,
      [
        [1, 2],
        [0, 1],
      ],
      now,
    )
    await shop.store(app, [[null, 40]], before)
    await shop.store(product, [[5, 3]], before)
    await shop.store(product, [[4, 12]], now)
    await shop.turn('product.page', 'paused')

    const text = await textOf(await add({ comments: true }))
    expect(text).toBe(
      `Nordlys, 23 February to 1 March 2026

checkout.payment
  NPS 10 (−2 to 21), 200 answers
  40% of 500 who were asked answered
  Fell by 40 points from 50 the 7 days before, beyond chance

cart.delivery
  CSAT 62% (52 to 71%), 100 answers
  25% of 400 who were asked answered
  Can’t tell yet whether it changed: 60% the 7 days before

search.results
  Thumbs up 67% (21 to 94%), 3 answers, early
  100% of 3 who were asked answered
  Nobody answered the 7 days before

product.page
  Stars 4.0, 12 answers, early
  100% of 12 who were asked answered
  Too few answers to tell a change

Quiet

Nobody answered at support.returned, of 300 who were asked. Nobody was asked at app.week-one; 40 were the 7 days before.

Open in Tyck: https://feedback.example/p/${project.id}?range=own&from=2026-02-23&to=2026-03-01
`,
    )
  })

  test('says so in one line where nobody was asked', async () => {
    await shop.ask()
    const id = await add({ digest: { per: 'day', hour: 9 } })
    expect((await compose(id)).parts).toEqual([
      { kind: 'text', text: 'Nobody was asked, and nobody answered, in these days.' },
    ])
    const { title, parts } = await compose(id, { from: '2026-03-01', to: '2026-03-01' })
    expect(title).toBe('Nordlys, Sunday 1 March 2026')
    expect(parts).toEqual([{ kind: 'text', text: 'Nobody was asked, and nobody answered, on this day.' }])
  })

  test('tells a few comments, the newest, cut, where they are chosen; of tests none', async () => {
    const asked = await shop.ask()
    for (const [at, day] of [24, 25, 26, 27, 28].entries()) {
      await shop.store(asked, [[at, 2]], `2026-02-${day}T12:00:00Z`, {
        comment: `Day ${day} ${'x'.repeat(400)}`,
      })
    }
    await shop.store(asked, [[9, 1]], '2026-02-28T13:00:00Z', { comment: 'A test', test: true })
    await shop.store(asked, [[9, 1]], '2026-03-02T12:00:00Z', { comment: 'Later' })
    const quotes = (await compose(await add({ comments: true }))).parts.filter(({ kind }) => kind === 'quote')
    expect(quotes).toHaveLength(5)
    expect(quotes[0]).toMatchObject({
      text: expect.stringMatching(/^Day 28 x+…$/),
      about: '4 of 10 at checkout.payment, 28 February 2026, 13:00',
    })
    expect((await compose(await add())).parts.map(({ kind }) => kind)).toEqual(['item'])
  })

  test('looks at its touchpoints only, and at none that is there no more', async () => {
    const payment = await shop.ask('nps', 'checkout.payment')
    const search = await shop.ask('thumbs', 'search.results')
    for (const asked of [payment, search]) {
      await shop.store(asked, [[1, 5]], '2026-02-25T12:00:00Z', { comment: asked.key })
    }
    const only = (touchpoints: string[]) => add({ comments: true, filters: { touchpoints } })
    const text = await textOf(await only(['search.results', 'long.gone']))
    expect(text).toContain('search.results')
    expect(text).not.toContain('checkout.payment')
    expect(await textOf(await only(['long.gone']))).toContain('Nobody was asked')
  })

  test('counts the days of a time zone, also those of 23 hours', async () => {
    const asked = await shop.ask()
    // 29 March in Stockholm is from 23 o'clock on the 28th to 22 o'clock on the 29th.
    for (const at of [
      '2026-03-28T22:30:00Z',
      '2026-03-28T23:30:00Z',
      '2026-03-29T21:30:00Z',
      '2026-03-29T22:30:00Z',
    ]) {
      await shop.store(asked, [[9, 10]], at)
    }
    const text = await textOf(await add(), { from: '2026-03-29', to: '2026-03-29' })
    expect(text).toContain('20 answers')
    expect(text).toContain('the day before')
    // 1 March in Kolkata is from 18:30 on; hours of counts cannot tell that, and rows can.
    await shop.store(asked, [[3, 7]], '2026-02-28T18:15:00Z')
    await shop.store(asked, [[3, 8]], '2026-02-28T18:45:00Z')
    const march = { from: '2026-03-01', to: '2026-03-01' }
    expect(await textOf(await add(), march, 'Asia/Kolkata')).toContain('8 answers')
  })
})

describe('digests are made', () => {
  const waiting = () =>
    service.db.selectFrom('deliveries').selectAll().where('project_id', '=', project.id).execute()

  test('once, however many processes look, however often', async () => {
    const id = await add()
    await Promise.all(Array.from({ length: 6 }, () => planDigests(service.db, due)))
    await planDigests(service.db, due + 60_000)
    expect(await waiting()).toMatchObject([
      { destination_id: id, kind: 'digest', body: { from: '2026-02-23', to: '2026-03-01' } },
    ])
    await service.tell()
    await planDigests(service.db, due + 3_600_000)
    await service.tell()
    expect(channel.take()).toHaveLength(1)
    // And the next one, a week later.
    await planDigests(service.db, due + 7 * 86_400_000)
    await service.tell()
    expect(channel.take().map(({ text }) => JSON.parse(text).text)).toEqual(['Nordlys, 2 to 8 March 2026'])
  })

  test('also where another one cannot be made, which is told', async () => {
    const broken = await add()
    await sql`update destinations set settings = jsonb_set(settings, '{digest,hour}', '"noon"')
      where id = ${broken}`.execute(service.db)
    const id = await add()
    await expect(planDigests(service.db, due)).rejects.toThrow()
    expect(await waiting()).toMatchObject([{ destination_id: id }])
  })

  test('without a write where all are made', async () => {
    await add()
    await planDigests(service.db, due)
    const xmin = () =>
      sql`select xmin, xmax from deliveries where project_id = ${project.id}`.execute(service.db)
    const before = await xmin()
    await planDigests(service.db, due)
    expect(await xmin()).toEqual(before)
  })

  test('later where the hour was missed, and the last one only', async () => {
    await add({ digest: { per: 'day', hour: 9 } })
    await planDigests(service.db, due + 3 * 86_400_000 + 5 * 3_600_000)
    expect((await waiting()).map(({ body }) => body)).toEqual([{ from: '2026-03-04', to: '2026-03-04' }])
  })

  test('from the next hour on where a destination is new, was changed, or was turned on', async () => {
    await add({}, '2026-03-02T08:00:01Z')
    await planDigests(service.db, due + 3_600_000)
    expect(await waiting()).toEqual([])
    await planDigests(service.db, due + 7 * 86_400_000)
    expect(await waiting()).toHaveLength(1)
  })

  test('neither before their hour, nor where they are off', async () => {
    await add()
    const off = await add({ name: 'Off' })
    await add({ name: 'None', digest: null })
    const url = `/v1/destinations/${off}/state`
    await service.admin('PUT', url, { state: 'off' }, project.secretKey)
    await planDigests(service.db, due - 1)
    expect((await waiting()).map(({ body }) => body)).toEqual([{ from: '2026-02-16', to: '2026-02-22' }])
  })

  test('anew, at the times of the schedule, where they do not arrive', async () => {
    const id = await add()
    channel.answer = (_request, response) => void response.writeHead(503).end()
    await planDigests(service.db, due)
    await service.tell()
    await planDigests(service.db, due)
    await service.tell()
    const [delivery] = await service.log(project, id)
    expect(delivery).toMatchObject({ state: 'waiting', attempts: 1 })
    expect(channel.take()).toHaveLength(1)
    channel.answer = (_request, response) => void response.writeHead(200).end()
  })
})

test('a process that runs makes them by itself, and looks after silence', async () => {
  // Its clock is the database's: an hour of yesterday or of today has come by whatever time it is.
  const url = channel.url.replace('hook', `services/${project.id}`)
  await add({ url, digest: { per: 'day', hour: 0 }, alerts: { silence: true } })
  const stop = startProcess(
    {
      config: service.config,
      publicUrl: 'https://feedback.example',
      databaseUrl: service.databaseUrl,
      log: service.app.log,
      metrics: createMetrics(),
    },
    { firstMs: 1, everyMs: 100 },
  )
  try {
    await vi.waitFor(
      () => expect(channel.received.map(({ url }) => url)).toEqual([new URL(url).pathname]),
      10_000,
    )
    const checks = service.db
      .selectFrom('silence_checks')
      .select('until')
      .where('project_id', '=', project.id)
    await vi.waitFor(async () => expect(await checks.execute()).toHaveLength(1), 10_000)
  } finally {
    await stop()
  }
  expect(channel.take().map(({ text }) => JSON.parse(text).text)).toEqual([
    expect.stringMatching(/^Nordlys, \w+day \d+ \w+ \d{4}$/),
  ])
})

test('docs/destinations.md shows a digest as it comes', async () => {
  const payment = await shop.ask('nps', 'checkout.payment')
  const delivery = await shop.ask('csat', 'cart.delivery')
  const search = await shop.ask('thumbs', 'search.results')
  await service.admin('PUT', '/v1/touchpoints/checkout.payment', { name: 'Payment' }, project.secretKey)
  await service.admin('PUT', '/v1/touchpoints/cart.delivery', { name: 'Delivery' }, project.secretKey)
  await service.admin('PUT', '/v1/touchpoints/search.results', { name: 'Search' }, project.secretKey)
  const [before, now] = ['2026-02-18T12:00:00Z', '2026-02-25T12:00:00Z']
  await shop.store(search, [[null, 400]], before)
  await shop.storeNps(payment, [120, 60, 20], before)
  await shop.storeNps(payment, [80, 60, 60], now)
  await shop.store(payment, [[null, 420]], now)
  await shop.store(
    delivery,
    [
      [5, 60],
      [2, 40],
      [null, 200],
    ],
    before,
  )
  await shop.store(
    delivery,
    [
      [5, 62],
      [2, 38],
      [null, 210],
    ],
    now,
  )
  await shop.store(payment, [[3, 1]], '2026-03-01T20:41:00Z', {
    comment: 'The card was refused three times, and then I had paid twice.',
  })
  const text = await textOf(await add({ comments: true }))
  const shown = text.replaceAll(project.id, '…').replace(/answer=[0-9a-f-]{36}/g, 'answer=42')
  const page = readFileSync(fileURLToPath(new URL('../../../docs/destinations.md', import.meta.url)), 'utf8')
  expect(page).toContain(shown.trim())
})
