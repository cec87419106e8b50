import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { readRespondentHistory } from '../src/store/respondentHistory.ts'
import { signIdentity } from './identityToken.ts'
import { type Asked, ask, day, startRecording, stateOf } from './recordingApp.ts'

let service: Awaited<ReturnType<typeof startRecording>>
let project: ProjectKeys
let payment: Asked
let delivery: Asked

beforeAll(async () => {
  service = await startRecording()
})
afterAll(() => service.close())

beforeEach(async () => {
  service.clock.now = Date.UTC(2026, 4, 17, 10, 30)
  project = await createProject(service.db, 'Shop')
  payment = await ask(service.db, project.id, service.clock.now - 30 * day)
  delivery = await ask(service.db, project.id, service.clock.now - 30 * day, { key: 'order.delivered' })
  await settings({})
})

const admin = (method: 'GET' | 'PUT' | 'POST', url: string, body?: unknown) =>
  service.admin(method, url, body, project.secretKey)

async function settings(change: object) {
  const body = { name: 'Shop', origins: [], theme: {}, acrossDevices: true, ...change }
  expect((await admin('PUT', '/v1/project', body)).statusCode).toBe(200)
}

async function rules(change: object, key = payment.key) {
  expect((await admin('PUT', `/v1/touchpoints/${key}/rules`, change)).statusCode).toBe(200)
}

const quietDays = { answered: 90, dismissed: 30, shown: 7 }

/** Posts `body` as a page of the shop would; `headers` may say otherwise, null leaves one out. */
function send(body: unknown, headers: Record<string, string | null> = {}) {
  const sent = { 'content-type': 'text/plain', origin: 'https://shop.example', ...headers }
  return service.app.inject({
    method: 'POST',
    url: '/v1/eligibility',
    headers: Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null)),
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

const question = (change: object = {}) => ({
  key: project.publishableKey,
  touchpoint: payment.key,
  respondent: 'customer-17',
  ...change,
})

async function reasonFor(change: object = {}): Promise<string | null> {
  const reply = await send(question(change))
  expect(reply.statusCode, reply.body).toBe(200)
  return reply.json().reason
}

/** A showing to customer-17, and what came of it. */
const showing = (change: object = {}, asked = payment) =>
  service.post(project.publishableKey, stateOf(asked, { respondent: 'customer-17', ...change }))

describe('a respondent', () => {
  test('who was never asked may be asked', async () => {
    await rules({ quietDays })
    await settings({ budget: { per: 'P1D', showings: 1 } })
    expect(await reasonFor()).toBeNull()
  })

  test.each([
    ['answered', { score: 9 }, 90],
    ['dismissed', { dismissed: true }, 30],
    ['shown', {}, 7],
  ])(
    'who %s it is left alone for as many days, and asked again to the millisecond',
    async (outcome, change, days) => {
      await rules({ quietDays: { answered: 0, dismissed: 0, shown: 0, [outcome]: days } })
      await showing({ shownAgoMs: 0, ...change })
      expect(await reasonFor()).toBe(`${outcome}-recently`)
      service.clock.now += days * day - 1
      expect(await reasonFor()).toBe(`${outcome}-recently`)
      service.clock.now += 1
      expect(await reasonFor()).toBeNull()
    },
  )

  test('is left alone from the answer on, however long after the showing that came', async () => {
    await rules({ quietDays: { answered: 1, dismissed: 0, shown: 0 } })
    await showing({ shownAgoMs: 6 * day, changedAgoMs: 0, score: 9 })
    expect(await reasonFor()).toBe('answered-recently')
  })

  test('is told the reason that comes first', async () => {
    await rules({ quietDays, oncePer: 'orderId' })
    await settings({ budget: { per: 'P30D', showings: 1 } })
    await showing({ metadata: { orderId: 'A17' } })
    await showing({ dismissed: true })
    const metadata = { orderId: 'A17' }
    expect(await reasonFor({ metadata })).toBe('dismissed-recently')
    await rules({ quietDays: { answered: 90, dismissed: 0, shown: 7 }, oncePer: 'orderId' })
    expect(await reasonFor({ metadata })).toBe('shown-recently')
    await rules({ quietDays: { answered: 90, dismissed: 0, shown: 0 }, oncePer: 'orderId' })
    expect(await reasonFor({ metadata })).toBe('already-asked')
    await rules({ quietDays: { answered: 90, dismissed: 0, shown: 0 } })
    expect(await reasonFor({ metadata })).toBe('budget-spent')
    await rules({ quietDays, paused: true })
    expect(await reasonFor({ metadata })).toBe('paused')
  })

  test('is asked once for each value of a key, however long ago, and where there is none as usual', async () => {
    await rules({ quietDays: { answered: 0, dismissed: 0, shown: 0 }, oncePer: 'order' })
    await showing({ metadata: { order: 'A17' } })
    await showing({ metadata: { order: 18, express: true } })
    await showing({ metadata: { order: 'B1' } }, delivery)
    service.clock.now += 3_000 * day
    const about = (order?: unknown) => reasonFor(order === undefined ? {} : { metadata: { order } })
    expect(await about('A17')).toBe('already-asked')
    expect(await about(18)).toBe('already-asked')
    expect(await about('18')).toBeNull()
    expect(await about('A1')).toBeNull()
    expect(await about('B1')).toBeNull()
    expect(await about('A17\u0000')).toBe('already-asked')
    expect(await about()).toBeNull()
    await rules({ quietDays: { answered: 0, dismissed: 0, shown: 0 }, oncePer: 'constructor' })
    expect(await about('A17')).toBeNull()
  })

  test('is shown as much as the budget allows, at all touchpoints together', async () => {
    await rules({ quietDays: { answered: 0, dismissed: 0, shown: 0 } })
    await settings({ budget: { per: 'P30D', showings: 2 } })
    await showing({ shownAgoMs: 0 })
    service.clock.now += day
    expect(await reasonFor()).toBeNull()
    await showing({ shownAgoMs: 0, score: 9 }, delivery)
    expect(await reasonFor()).toBe('budget-spent')
    expect(await reasonFor({ touchpoint: delivery.key })).toBe('answered-recently')
    service.clock.now += 29 * day - 1
    expect(await reasonFor()).toBe('budget-spent')
    service.clock.now += 1
    expect(await reasonFor()).toBeNull()
  })

  test('is not kept from a question by another one, by a test, or by what others did', async () => {
    await rules({ quietDays })
    await showing({ score: 9 }, delivery)
    await showing({ score: 9, test: true })
    await showing({ score: 9, respondent: 'customer-18' })
    await showing({ score: 9, respondent: undefined })
    const other = await createProject(service.db, 'Other')
    const asked = await ask(service.db, other.id, service.clock.now, { key: payment.key })
    await service.post(other.publishableKey, stateOf(asked, { respondent: 'customer-17', score: 9 }))
    expect(await reasonFor()).toBeNull()
  })

  test('is the same however the id is written', async () => {
    await rules({ quietDays })
    await showing({ respondent: 'caf\u00e9', score: 9 })
    expect(await reasonFor({ respondent: 'cafe\u0301\u0000' })).toBe('answered-recently')
  })

  test('is not asked where nothing is', async () => {
    await service.admin('PUT', '/v1/touchpoints/silent', { name: 'Silent' }, project.secretKey)
    for (const touchpoint of ['silent', 'nowhere', 'constructor', 'tostring']) {
      expect(await reasonFor({ touchpoint })).toBe('no-survey')
    }
  })

  test('is limited by the page alone where the project does not limit across devices', async () => {
    await rules({ quietDays, paused: true })
    await showing({ score: 9 })
    await settings({ acrossDevices: false })
    expect(await reasonFor()).toBeNull()
    expect(await reasonFor({ touchpoint: 'nowhere' })).toBeNull()
  })
})

describe('a stranger', () => {
  let secret: string
  const identityOf = (sub: string, change: object = {}) => {
    const now = service.clock.now / 1_000
    return signIdentity(secret, { sub, aud: project.publishableKey, iat: now, exp: now + 600, ...change })
  }

  beforeEach(async () => {
    await rules({ quietDays })
    await showing({ score: 9 })
    secret = (await admin('POST', '/v1/project/identity-secret')).json().secret
  })

  test.each([
    ['prefer', null],
    ['enforce', 'no-survey'],
  ])('learns nothing of anybody where the project reads identities: %s', async (identity, nothing) => {
    await settings({ identity })
    const expired = await identityOf('customer-17', {
      iat: service.clock.now / 1_000 - 60,
      exp: service.clock.now / 1_000,
    })
    for (const respondent of ['customer-17', 'customer-18']) {
      for (const attempt of [{}, { identity: 'garbage' }, { identity: expired }]) {
        expect(await reasonFor({ respondent, ...attempt })).toBe(nothing)
      }
    }
    expect(await reasonFor({ respondent: 'x', identity: await identityOf('customer-17') })).toBe(
      'answered-recently',
    )
    expect(await reasonFor({ identity: await identityOf('customer-18') })).toBeNull()
  })

  test('is no server, which learns it with its secret key', async () => {
    await settings({ identity: 'enforce' })
    const { key: _key, ...body } = question()
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${project.secretKey}` }
    const reply = await service.app.inject({ method: 'POST', url: '/v1/eligibility', headers, payload: body })
    expect(reply.json()).toEqual({ reason: 'answered-recently' })
  })

  test('has signed metadata above those of the page', async () => {
    await settings({ identity: 'prefer' })
    await rules({ quietDays: { answered: 0, dismissed: 0, shown: 0 }, oncePer: 'orderId' })
    await showing({ identity: await identityOf('customer-17'), metadata: { orderId: 'A17' } })
    const identity = await identityOf('customer-17', { metadata: { orderId: 'A17' } })
    expect(await reasonFor({ identity, metadata: { orderId: 'A18' } })).toBe('already-asked')
  })
})

describe('the question', () => {
  test('may come from any page, as text or JSON, and its answer is never kept', async () => {
    for (const type of ['text/plain', 'application/json', 'text/plain;charset=UTF-8']) {
      const reply = await send(question(), { 'content-type': type })
      expect(reply.json()).toEqual({ reason: null })
      expect(reply.headers).toMatchObject({ 'cache-control': 'no-store', 'access-control-allow-origin': '*' })
      expect(reply.headers).not.toHaveProperty('set-cookie')
    }
    const preflight = await service.app.inject({ method: 'OPTIONS', url: '/v1/eligibility' })
    expect(preflight.statusCode).toBe(204)
  })

  test.each([
    ['an unknown key', { key: 'pk_unknown' }, {}, 401],
    ['no key', { key: undefined }, {}, 401],
    ['a secret key in a page', {}, { authorization: 'Bearer sk_x' }, 403],
    ['an unknown secret key', {}, { authorization: 'Bearer sk_x', origin: null }, 401],
    ['no origin', {}, { origin: null }, 403],
    ['a form', {}, { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['a compressed body', {}, { 'content-encoding': 'gzip' }, 415],
  ])('is refused with %s', async (_what, change, headers, status) => {
    const reply = await send(question(change), headers)
    expect(reply.statusCode).toBe(status)
    expect(reply.headers).toMatchObject({ 'cache-control': 'no-store', 'access-control-allow-origin': '*' })
  })

  test('is refused from an origin that is not on the list', async () => {
    await settings({ origins: ['https://other.example'] })
    const reply = await send(question())
    expect(reply.statusCode).toBe(403)
    expect(reply.json()).toMatchObject({ code: 'origin-not-allowed' })
  })

  test.each([
    ['', 'malformed-body'],
    ['{"key":', 'malformed-body'],
    ['{"__proto__":{}}', 'malformed-body'],
    ['null', 'validation-failed'],
    ['[]', 'validation-failed'],
  ])('is refused as %j', async (body, code) => {
    const reply = await send(body)
    expect(reply.statusCode).toBe(400)
    expect(reply.json()).toMatchObject({ code })
  })

  test.each([
    [{ touchpoint: 'No Key' }, '/touchpoint'],
    [{ respondent: '' }, '/respondent'],
    [{ respondent: 'x'.repeat(129) }, '/respondent'],
    [{ respondent: 17 }, '/respondent'],
    [{ identity: 'x'.repeat(2_049) }, '/identity'],
    [{ metadata: { 'secret word': 1 } }, '/metadata'],
    [{ metadata: { deep: {} } }, '/metadata'],
    [{ 'secret word': 1 }, ''],
  ])('is refused with %j, and nothing of it repeated', async (change, pointer) => {
    const reply = await send(question(change))
    expect(reply.statusCode).toBe(400)
    expect(reply.json()).toMatchObject({ code: 'validation-failed', errors: [{ pointer }] })
    expect(reply.body).not.toMatch(/secret word|deep/)
  })

  test('is refused where it is larger than a post', async () => {
    expect((await send(question({ metadata: { long: 'x'.repeat(17_000) } }))).statusCode).toBe(413)
  })
})

describe('reading a past', () => {
  const query = { touchpointId: randomUUID(), quietSince: 0, budgetSince: 0, once: null }

  test('finds it by the index, among however many', async () => {
    await sql`
      insert into responses (project_id, id, touchpoint_id, survey_id, rules_id, respondent, seq, channel, shown_at,
        changed_at, received_at)
      select ${project.id}::uuid, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
        'customer-' || (n % 1000), 1, 'web', now(), now(), now()
      from generate_series(1, 20000) as n`.execute(service.db)
    await sql`analyze responses`.execute(service.db)
    const plan = await sql<{ 'QUERY PLAN': string }>`
      explain select shown_at from responses
      where project_id = ${project.id}::uuid and respondent = 'customer-17' and not test and shown_at > 'epoch'
      order by shown_at desc limit 1000`.execute(service.db)
    expect(JSON.stringify(plan.rows)).toContain('responses_by_respondent')
    expect((await readRespondentHistory(service.db, project.id, 'customer-17', query)).showings).toBe(20)
  })

  test('goes no further back than a thousand responses, for an id that all share', async () => {
    await sql`
      insert into responses (project_id, id, touchpoint_id, survey_id, rules_id, respondent, seq, channel, shown_at,
        changed_at, received_at)
      select ${project.id}::uuid, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
        'anonymous', 1, 'web', now(), now(), now()
      from generate_series(1, 1200) as n`.execute(service.db)
    expect(await readRespondentHistory(service.db, project.id, 'anonymous', query)).toEqual({
      shownAt: null,
      answeredAt: null,
      dismissedAt: null,
      showings: 1_000,
      isAsked: false,
    })
  })
})

test('one project that asks too much at once is told so, and no other one', async () => {
  const other = await createProject(service.db, 'Other shop')
  const asked = await ask(service.db, other.id, service.clock.now - 30 * day)
  await service.db.updateTable('projects').set({ across_devices: true }).where('id', '=', other.id).execute()
  const askOther = () => send({ key: other.publishableKey, touchpoint: asked.key, respondent: 'customer-17' })
  await rules({ quietDays })
  await Promise.all([send(question()), askOther()])
  let storm: ReturnType<typeof send>[] = []
  let others: ReturnType<typeof send>[] = []
  await service.db.transaction().execute(async trx => {
    await sql`lock table responses in access exclusive mode`.execute(trx)
    let refusals = 0
    storm = Array.from({ length: 150 }, async () => {
      const reply = await send(question())
      if (reply.statusCode === 503) refusals += 1
      return reply
    })
    const refused = await Promise.race(storm)
    expect(refused.json()).toMatchObject({ code: 'overloaded', retryable: true })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    await expect.poll(() => refusals).toBe(50)
    others = Array.from({ length: 10 }, askOther)
  })
  const statuses = (await Promise.all(storm)).map(({ statusCode }) => statusCode)
  expect(statuses.filter(status => status === 503)).toHaveLength(50)
  expect(statuses.filter(status => status === 200)).toHaveLength(100)
  for (const reply of await Promise.all(others)) expect(reply.statusCode).toBe(200)
})
