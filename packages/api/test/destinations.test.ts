import type { ServerResponse } from 'node:http'
import { type DeliveryPage, destinationInput, toldFields } from '@tyck/shared/admin/destinations'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { createSealing } from '../src/domain/keys/sealing.ts'
import { type Changing, replaceDestination } from '../src/domain/telling/changeDestination.ts'
import { createReach } from '../src/domain/telling/reach.ts'
import { type Receiver, startReceiver } from './receiver.ts'
import { startTelling, type TellingService } from './telling.ts'

let service: TellingService
let receiver: Receiver
let project: ProjectKeys

beforeAll(async () => {
  service = await startTelling()
  receiver = await startReceiver()
})
afterAll(async () => {
  await service.close()
  await receiver.close()
})
beforeEach(async () => {
  project = await createProject(service.db, 'Shop')
  receiver.take()
})

const admin = (
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  url: string,
  body?: unknown,
  headers?: Record<string, string>,
) => service.admin(method, url, body, project.secretKey, headers)
const webhook = (change: object = {}) => ({
  kind: 'webhook',
  name: 'Orders',
  events: ['response.answered'],
  url: receiver.url,
  ...change,
})

/** Replaces a webhook by `webhook()`, with something else than the service has. */
const replace = (id: string, change: Partial<Changing>) =>
  replaceDestination(
    {
      db: service.db,
      sealing: createSealing(service.config.secret),
      reach: createReach(['127.0.0.1']),
      now: Date.now(),
      mail: null,
      publicUrl: 'https://feedback.example',
      ...change,
    },
    project.id,
    { id, input: destinationInput.parse(webhook()), revision: null },
  )

/** What is secret of a destination. */
async function sealedOf(id: string) {
  const { sealed } = await service.db
    .selectFrom('destinations')
    .select('sealed')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return createSealing(service.config.secret).open(sealed as Buffer, `destination/${project.id}/${id}`)
}

describe('a destination', () => {
  test('is made with a secret that is told once', async () => {
    const made = await admin('POST', '/v1/destinations', webhook())
    expect(made.statusCode).toBe(201)
    const { destination, secret } = made.json()
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(destination).toMatchObject({ kind: 'webhook', state: 'on', why: null, revision: 1, waiting: 0 })
    expect(destination.fields).not.toContain('comment')
    const [one, all] = [
      await admin('GET', `/v1/destinations/${destination.id}`),
      await admin('GET', '/v1/destinations'),
    ]
    expect(one.json()).toEqual(destination)
    expect(all.json()).toEqual({ destinations: [destination] })
    for (const reply of [one, all]) expect(reply.body).not.toMatch(/whsec/)
    const rows = await service.db.selectFrom('destinations').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(secret)
    // Moved to another row, the secret does not open.
    const sealed = rows.find(({ id }) => id === destination.id)?.sealed
    const sealing = createSealing(service.config.secret)
    expect(sealing.open(sealed as Buffer, `destination/${project.id}/${destination.id}`)).toContain(secret)
    expect(sealing.open(sealed as Buffer, `destination/${project.id}/another`)).toBeNull()
  })

  test('is replaced as it was read, and keeps its secret', async () => {
    const { destination } = (await admin('POST', '/v1/destinations', webhook())).json()
    const url = `/v1/destinations/${destination.id}`
    const changed = await admin('PUT', url, webhook({ name: 'Warehouse' }), { 'if-match': '"1"' })
    expect([changed.statusCode, changed.headers.etag]).toEqual([200, '"2"'])
    expect(changed.json()).toMatchObject({ name: 'Warehouse', revision: 2, secrets: destination.secrets })
    const late = await admin('PUT', url, webhook({ name: 'Bills' }), { 'if-match': '"1"' })
    expect([late.statusCode, late.json().code]).toEqual([412, 'conflict-version'])
    expect((await admin('PUT', url, webhook({ name: 'Bills' }))).json().revision).toBe(3)
  })

  test('keeps the secret that is put in front while it is replaced', async () => {
    const { id } = await service.addWebhook(project, { url: receiver.url })
    const reach = createReach(['127.0.0.1'])
    let secret = ''
    async function check(url: string) {
      secret = (await admin('POST', `/v1/destinations/${id}/secret`)).json().secret
      return reach.check(url)
    }
    expect(await replace(id, { reach: { ...reach, check } })).toBe('changed')
    expect(secret).toMatch(/^whsec_/)
    expect(await sealedOf(id)).toContain(secret)
  })

  test('keeps a secret that does not open when it is replaced: nobody is shown another', async () => {
    const { id, secret } = await service.addWebhook(project, { url: receiver.url })
    const sealing = createSealing('another secret, of 32 characters or more')
    expect(await replace(id, { sealing })).toBe('changed')
    expect((await admin('GET', `/v1/destinations/${id}`)).json().revision).toBe(2)
    expect(await sealedOf(id)).toContain(secret)
  })

  test('that is led elsewhere is as if nothing had ever failed there', async () => {
    const { id } = await service.addWebhook(project, { url: receiver.url })
    await service.db
      .updateTable('destinations')
      .set({ failing_since: new Date() })
      .where('id', '=', id)
      .execute()
    const put = async (change: object) =>
      (await admin('PUT', `/v1/destinations/${id}`, webhook(change))).json().failingSince
    expect(await put({ name: 'Bills' })).not.toBeNull()
    expect(await put({ url: `${receiver.url}/new` })).toBeNull()
  })

  test('is deleted with what waits there', async () => {
    const { id } = await service.addWebhook(project, { url: receiver.url })
    expect((await admin('DELETE', `/v1/destinations/${id}`)).statusCode).toBe(204)
    expect((await admin('DELETE', `/v1/destinations/${id}`)).statusCode).toBe(404)
    expect((await admin('GET', `/v1/destinations/${id}/deliveries`)).statusCode).toBe(404)
  })

  test.each([
    ['an unknown kind', { kind: 'pigeon' }, '/kind', 'webhook, slack, email'],
    ['no kind', { kind: undefined }, '/kind', 'webhook, slack, email'],
    ['no event', { events: [] }, '/events', 'a list of 1 to 5'],
    [
      'an event that is noted for the service alone',
      { events: ['response.closed'] },
      '/events/0',
      'response.answered',
    ],
    ['an unknown field', { fields: ['secrets'] }, '/fields/0', 'surveyId'],
    ['an unknown filter', { filters: { sql: 'drop' } }, '/filters', 'no keys but'],
    ['no address', { url: undefined }, '/url', 'a text'],
    ['a name of nothing', { name: ' ' }, '/name', ''],
  ])('with %s is refused, and it is said what is taken', async (_what, change, pointer, expected) => {
    const reply = await admin('POST', '/v1/destinations', webhook(change))
    expect(reply.statusCode).toBe(400)
    expect(reply.json().errors[0].pointer).toBe(pointer)
    expect(reply.json().errors[0].expected).toContain(expected)
  })

  test('is one of fifty at most', async () => {
    for (let count = 0; count < 50; count += 1) await service.addWebhook(project, { url: receiver.url })
    const reply = await admin('POST', '/v1/destinations', webhook())
    expect([reply.statusCode, reply.json().code]).toEqual([409, 'too-many-destinations'])
  })

  test('that is changed leaves an entry in the audit log for each change', async () => {
    const { id } = await service.addWebhook(project, { url: receiver.url })
    await admin('PUT', `/v1/destinations/${id}/state`, { state: 'off' })
    await admin('POST', `/v1/destinations/${id}/secret`)
    await admin('POST', `/v1/destinations/${id}/replay`, { from: '2026-01-01T00:00:00Z' })
    await admin('DELETE', `/v1/destinations/${id}`)
    const { entries } = (await admin('GET', '/v1/audit')).json()
    // All at one time, as the tests' clock goes.
    const told = entries.map(({ operation, target }: Record<string, string>) => `${operation} ${target}`)
    expect(told.sort()).toEqual([
      'createDestination null',
      `deleteDestination ${id}`,
      `putDestinationState ${id}`,
      `replayEvents ${id}`,
      `rotateSigningSecret ${id}`,
    ])
  })
})

describe('a test', () => {
  test('has the fields that are chosen, as an answer would have them, and no others', async () => {
    const keysOf = async (input: object) => {
      const { id } = await service.addWebhook(project, { url: receiver.url, ...input })
      await admin('POST', `/v1/destinations/${id}/test`)
      return receiver.take().flatMap(({ body }) => Object.keys(body.data))
    }
    const always = ['id', 'touchpoint', 'seq']
    expect(await keysOf({})).toEqual([...always, ...toldFields.filter(field => field !== 'comment')])
    expect(await keysOf({ fields: ['comment', 'score'] })).toEqual([...always, 'comment', 'score'])
  })

  test('sends an example, whatever the state, and tells what came of it', async () => {
    const { id } = await service.addWebhook(project, { url: receiver.url })
    await admin('PUT', `/v1/destinations/${id}/state`, { state: 'off' })
    const taken = await admin('POST', `/v1/destinations/${id}/test`)
    expect(taken.json()).toMatchObject({ delivered: true, status: 204, error: null })
    expect(receiver.take()).toMatchObject([
      { body: { type: 'test', data: { touchpoint: 'checkout.payment' } } },
    ])
    receiver.answer = (_request, response) => void response.writeHead(500).end()
    expect((await admin('POST', `/v1/destinations/${id}/test`)).json()).toMatchObject({
      delivered: false,
      status: 500,
      error: 'status',
    })
    expect(await service.log(project, id)).toMatchObject([
      { kind: 'test', state: 'failed', dueAt: null },
      { kind: 'test', state: 'delivered' },
    ])
    // It is an example: nobody wants it later.
    const [delivery] = await service.log(project, id)
    expect((await admin('POST', `/v1/destinations/${id}/deliveries/${delivery.id}/retry`)).statusCode).toBe(
      404,
    )
  })

  test('that hangs holds up no reader, and of a project no more than two hang', async () => {
    const { id } = await service.addWebhook(project, { url: receiver.url })
    const other = await createProject(service.db, 'Other')
    const { id: otherId } = await service.addWebhook(other, { url: receiver.url })
    const hanging: ServerResponse[] = []
    receiver.answer = (_request, response) => void hanging.push(response)
    const tests = [1, 2, 3, 4].map(() => admin('POST', `/v1/destinations/${id}/test`))
    const others = [1, 2].map(() =>
      service.admin('POST', `/v1/destinations/${otherId}/test`, undefined, other.secretKey),
    )
    await vi.waitFor(() => expect(hanging).toHaveLength(4), 5_000)
    for (const { secretKey } of [project, other]) {
      const read = await service.admin('GET', '/v1/touchpoints', undefined, secretKey)
      expect(read.statusCode).toBe(200)
    }
    const refused = await Promise.race(tests)
    expect([refused.statusCode, refused.json().code]).toEqual([503, 'overloaded'])
    expect(refused.headers['retry-after']).toBe('5')
    for (const response of hanging) response.writeHead(204).end()
    const codes = (await Promise.all([...tests, ...others])).map(({ statusCode }) => statusCode)
    expect(codes.sort()).toEqual([200, 200, 200, 200, 503, 503])
  })

  test('is sent ten times an hour to a destination, and forty times for a project', async () => {
    const { id } = await service.addWebhook(project, { url: receiver.url })
    receiver.answer = (_request, response) => void response.writeHead(204).end()
    for (let count = 0; count < 10; count += 1) {
      expect((await admin('POST', `/v1/destinations/${id}/test`)).statusCode).toBe(200)
    }
    const refused = await admin('POST', `/v1/destinations/${id}/test`)
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'too-many-requests'])
    const seconds = Number(refused.headers['retry-after'])
    expect(seconds).toBeGreaterThan(3_000)
    expect(seconds).toBeLessThanOrEqual(3_600)
    expect(receiver.take()).toHaveLength(10)
    // Nor to the same address under another name.
    const again = await service.addWebhook(project, { url: receiver.url })
    const test = `/v1/destinations/${again.id}/test`
    expect((await admin('POST', test)).statusCode).toBe(200)
    await sql`
      insert into deliveries (project_id, id, destination_id, kind, state, due_at)
      select ${project.id}, uuid_v7(), gen_random_uuid(), 'test', 'delivered', now()
      from generate_series(1, 29)`.execute(service.db)
    expect((await admin('POST', test)).statusCode).toBe(429)
    await sql`
      update deliveries set created_at = created_at - interval '1 hour' where project_id = ${project.id}`.execute(
      service.db,
    )
    expect((await admin('POST', `/v1/destinations/${id}/test`)).statusCode).toBe(200)
  })
})

test('the log of deliveries comes in pages, newest first, and by state', async () => {
  const { id } = await service.addWebhook(project, { url: receiver.url })
  receiver.answer = (_request, response) => void response.writeHead(204).end()
  for (let count = 0; count < 5; count += 1) await admin('POST', `/v1/destinations/${id}/test`)
  const url = `/v1/destinations/${id}/deliveries?limit=2`
  const seen: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const page: DeliveryPage = (await admin('GET', next === '' ? url : `${url}&cursor=${next}`)).json()
    seen.push(...page.deliveries.map(({ id }) => id))
    next = page.next
  }
  expect(seen).toHaveLength(5)
  expect(seen).toEqual([...seen].sort().reverse())
  expect(await service.log(project, id, '?state=delivered')).toHaveLength(5)
  expect(await service.log(project, id, '?state=failed')).toEqual([])
})
