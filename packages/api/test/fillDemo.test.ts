import type { ScoresEntry, ScoresReply } from '@tyck/shared/admin/scores'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoKeys } from '../src/auth.ts'
import { fillDemo } from '../src/demo/past/fillDemo.ts'
import { seedDemo } from '../src/demo/seedDemo.ts'
import { findProjectByPublishableKey } from '../src/store/projects.ts'
import { recountHours } from '../src/store/recounts.ts'
import { type Service, startService } from './service.ts'

let service: Service
let projectId: string
let made: number[]

beforeAll(async () => {
  service = await startService({ demo: true })
  await seedDemo(service.db, service.clock.now, true)
  const project = await findProjectByPublishableKey(service.db, demoKeys.publishable, new Date())
  projectId = project?.id ?? ''
  made = await Promise.all([fillDemo(service.db), fillDemo(service.db)])
})
afterAll(() => service.close())

const range = 'from=2026-02-02&to=2026-03-01&compareTo=previous-period'

async function read(query: string): Promise<ScoresEntry[]> {
  const reply = await service.admin('GET', `/v1/scores?${query}`, undefined, 'sk_demo')
  if (reply.statusCode !== 200) throw new Error(reply.body)
  return (reply.json() as ScoresReply).scores
}

async function readOne(touchpoint: string, query = range): Promise<ScoresEntry> {
  const [entry] = await read(`touchpoint=${touchpoint}&${query}`)
  if (!entry) throw new Error(`${touchpoint} has no series`)
  return entry
}

async function count(what: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select (${sql.raw(what)})::int as n from responses where project_id = ${projectId}`.execute(service.db)
  return rows[0]?.n ?? 0
}

describe('the past of the demo', () => {
  test('is made once, also by two processes at the same time', async () => {
    expect(Math.min(...made)).toBe(0)
    expect(Math.max(...made)).toBeGreaterThan(20_000)
    expect(await fillDemo(service.db)).toBe(0)
    expect(await count('count(*)')).toBe(Math.max(...made))
  })

  test('has counts that equal a recount', async () => {
    const [from, to] = ['2025-11-01T00:00:00Z', '2026-03-02T00:00:00Z']
    expect(await recountHours(service.db, projectId, new Date(from), new Date(to))).toEqual([])
  })

  test('ends before the project was made', async () => {
    const { rows } = await sql<{ last: Date; first: Date }>`
      select max(received_at) as last, min(shown_at) as first from responses`.execute(service.db)
    expect(rows[0]?.last.getTime()).toBeLessThan(service.clock.now)
    expect(rows[0]?.first.toISOString().slice(0, 10)).toBe('2025-12-02')
  })

  test('has a drop that is judged as one, and is where payment is by card', async () => {
    const payment = await readOne('checkout.payment', `${range}&by=metadata.paymentMethod`)
    expect(payment.change).toMatchObject({ verdict: 'lower' })
    expect(Math.abs(payment.change?.split?.mix ?? 99)).toBeLessThan(2)
    const verdicts = payment.groups?.map(({ value, change }) => [value, change?.verdict])
    expect(Object.fromEntries(verdicts ?? [])).toMatchObject({
      card: 'lower',
      invoice: 'unsure',
      wallet: 'unsure',
    })
  })

  test('has a fall that is a shift to phones and no more', async () => {
    const delivery = await readOne('cart.delivery', `${range}&by=metadata.device`)
    expect(delivery.change).toMatchObject({ verdict: 'lower', split: { isMixed: true } })
    const { rate = 0, mix = 0 } = delivery.change?.split ?? {}
    expect(mix).toBeLessThan(-4)
    expect(Math.abs(rate)).toBeLessThan(Math.abs(mix) / 2)
    for (const { change } of delivery.groups ?? []) expect(change?.verdict).toBe('unsure')
  })

  test('has a rise, and a touchpoint of which nothing can be said yet', async () => {
    const verdicts = (await read(range)).map(({ touchpoint, change }) => [touchpoint, change?.verdict])
    expect(Object.fromEntries(verdicts)).toEqual({
      'account.settings': 'unsure',
      'app.week-one': 'unsure',
      'cart.delivery': 'lower',
      'checkout.payment': 'lower',
      'order.delivered': 'higher',
      'product.page': 'unsure',
      'search.results': 'unsure',
      'support.closed': 'unsure',
    })
    expect(await readOne('account.settings')).toMatchObject({ early: true })
  })

  test('has a publication that goes on with the series, and one that begins another', async () => {
    const all = 'from=2025-12-01&to=2026-03-01'
    expect(await read(`touchpoint=order.delivered&${all}`)).toMatchObject([
      { surveys: [{ version: 1 }, { version: 2 }] },
    ])
    expect(await read(`touchpoint=search.results&${all}`)).toMatchObject([
      { isCurrent: true, surveys: [{ version: 2 }] },
      { isCurrent: false, surveys: [{ version: 1 }] },
    ])
    const page = await readOne('product.page', all)
    expect(page.funnel?.estimatedEligible).toBeGreaterThan((page.funnel?.shown ?? 0) * 1.2)
  })

  test('has hundreds of comments in four languages, up to the last day', async () => {
    expect(await count('count(comment)')).toBeGreaterThan(500)
    expect(await count('count(distinct comment)')).toBeGreaterThan(700)
    expect(await count(`count(distinct locale) filter (where comment is not null)`)).toBe(4)
    expect(
      await count(`count(*) filter (where comment is not null and shown_at > '2026-02-28')`),
    ).toBeGreaterThan(3)
  })

  test('has a team that has read what is older, and tagged some of it', async () => {
    const inbox = async (query: string): Promise<unknown[]> =>
      (
        await service.admin('GET', `/v1/responses?commented=true&limit=500&${query}`, undefined, 'sk_demo')
      ).json().responses
    const unread = await inbox('read=false')
    expect(unread.length).toBeGreaterThan(20)
    expect(unread.length).toBeLessThan(150)
    expect((await inbox('tag=payment%20trouble')).length).toBeGreaterThan(5)
    expect((await inbox('tag=carrier')).length).toBeGreaterThan(5)
  })

  test('has people who come back, who dismiss, who say why, and some that are worth a second look', async () => {
    expect(await count(`count(respondent) - count(distinct respondent)`)).toBeGreaterThan(1_000)
    expect(await count('count(dismissed_at)')).toBeGreaterThan(500)
    expect(await count(`count(*) filter (where reasons <> '{}')`)).toBeGreaterThan(300)
    expect(await count(`count(*) filter (where flags <> '{}')`)).toBeGreaterThan(20)
    expect(await count('count(*) filter (where verified)')).toBeGreaterThan(1_000)
  })
})

test('a demo without a past gets none', async () => {
  const empty = await startService({ demo: true })
  await seedDemo(empty.db, empty.clock.now)
  expect(await fillDemo(empty.db)).toBe(0)
  await empty.close()
})

test('what is stopped half-way leaves nothing behind, and is the same the next time', async () => {
  const again = await startService({ demo: true })
  await seedDemo(again.db, again.clock.now, true)
  const stop = new AbortController()
  stop.abort(new Error('stopped'))
  await expect(fillDemo(again.db, stop.signal)).rejects.toThrow('stopped')
  const left = () =>
    again.db
      .selectFrom('responses')
      .select(({ fn }) => fn.countAll<string>().as('n'))
      .executeTakeFirst()
  expect((await left())?.n).toBe('0')
  expect(await fillDemo(again.db)).toBe(Math.max(...made))
  await again.close()
})
