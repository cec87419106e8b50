import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoKeys } from '../src/auth.ts'
import { seedDemo } from '../src/demo/seedDemo.ts'
import { createProject, type ProjectKeys } from '../src/domain/createProject.ts'
import { payment, publish, type Service, startService } from './service.ts'

let service: Service
let other: ProjectKeys

beforeAll(async () => {
  service = await startService({ demo: true })
  other = await createProject(service.db, 'Other shop')
  await publish(service, 'checkout.payment')
  await seedDemo(service.db, service.clock.now)
})

afterAll(() => service.close())

/** Every route that takes a secret key, with a body that would be taken. */
const routes = [
  ['GET', '/v1/project', undefined],
  ['PUT', '/v1/project', { name: 'Taken over', origins: [], theme: {} }],
  ['POST', '/v1/project/identity-secret', undefined],
  ['DELETE', '/v1/project/identity-secret', undefined],
  ['GET', '/v1/touchpoints', undefined],
  ['PUT', '/v1/touchpoints/checkout.payment', { name: 'Taken over' }],
  ['PUT', '/v1/touchpoints/checkout.payment/survey', payment],
  ['PUT', '/v1/touchpoints/checkout.payment/rules', { sampleRate: 0.1 }],
  ['GET', '/v1/touchpoints/checkout.payment/history', undefined],
  ['GET', '/v1/responses', undefined],
  ['GET', '/v1/respondents/A17', undefined],
  ['DELETE', '/v1/respondents/A17', undefined],
  ['GET', '/v1/audit', undefined],
  ['GET', '/v1/keys', undefined],
  ['POST', '/v1/keys', { name: 'Taken over' }],
  ['POST', '/v1/keys/0190a9a6-0000-7000-8000-000000000001/rotate', { overlapHours: 24 }],
  ['DELETE', '/v1/keys/0190a9a6-0000-7000-8000-000000000001', undefined],
] as const

function call(
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  url: string,
  body: unknown,
  headers: Record<string, string>,
) {
  return service.app.inject({ method, url, headers, ...(body ? { payload: body } : {}) })
}

/** A reply without what differs from request to request. */
function told(reply: Awaited<ReturnType<typeof call>>) {
  return [reply.statusCode, reply.json(), reply.headers].map(part =>
    JSON.stringify(part)
      .replace(/urn:uuid:[\w-]+/, '')
      .replace(/"date":"[^"]*"/, ''),
  )
}

describe('the admin API', () => {
  test.each(routes)('lets nobody keep a copy of what %s %s says', async (method, url, body) => {
    const authorization = `Bearer ${other.secretKey}`
    expect((await call(method, url, body, { authorization })).headers['cache-control']).toBe('no-store')
  })

  test('knows of no route with a secret key that is not in this list', async () => {
    const { paths } = (await service.app.inject('/openapi.json')).json()
    const documented = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations as Record<string, { security?: unknown }>)
        .filter(([, { security }]) => security)
        .map(([method]) => `${method.toUpperCase()} ${path}`),
    )
    expect(documented.sort()).toEqual(
      routes
        .map(
          ([method, url]) =>
            `${method} ${url.replace('checkout.payment', '{key}').replace(/A17|0190[0-9a-f-]+/, '{id}')}`,
        )
        .sort(),
    )
  })

  test.each(routes)('refuses %s %s without a valid secret key, always alike', async (method, url, body) => {
    const revoked = await createProject(service.db, 'Revoked')
    await service.db
      .updateTable('secret_keys')
      .set({ revoked_at: new Date() })
      .where('project_id', '=', revoked.id)
      .execute()
    const attempts = [
      {},
      { authorization: '' },
      { authorization: 'Bearer' },
      { authorization: `Basic ${service.keys.secretKey}` },
      { authorization: `Bearer ${service.keys.publishableKey}` },
      { authorization: 'Bearer sk_unknown' },
      { authorization: `Bearer ${service.keys.secretKey}x` },
      { authorization: `Bearer ${revoked.secretKey}` },
      { authorization: `Bearer sk_${'x'.repeat(5000)}` },
    ]
    const replies = await Promise.all(attempts.map(headers => call(method, url, body, headers)))
    const [first] = replies
    if (!first) throw new Error('Nothing was tried')
    expect(first.statusCode).toBe(401)
    expect(first.json().code).toBe('unauthorized')
    expect(first.headers['www-authenticate']).toBe('Bearer')
    for (const reply of replies) expect(told(reply)).toEqual(told(first))
  })

  test.each(routes)('refuses %s %s with a secret key from a page', async (method, url, body) => {
    const reply = await call(method, url, body, {
      authorization: `Bearer ${service.keys.secretKey}`,
      origin: 'https://shop.example',
    })
    expect(reply.statusCode).toBe(403)
    expect(reply.json().code).toBe('secret-key-in-browser')
    // The page's author has to read it.
    expect(reply.headers['access-control-allow-origin']).toBe('*')
  })

  test.each(routes)(
    "shows and changes nothing of another project's through %s %s",
    async (method, url, body) => {
      const before = await service.admin('GET', '/v1/touchpoints')
      const reply = await service.admin(method, url, body, other.secretKey)
      expect(reply.body).not.toContain(service.keys.id)
      expect(reply.body).not.toContain(service.keys.publishableKey)
      if (/survey$|rules$|history$/.test(url)) {
        const missing = await service.admin(method, url.replace('checkout', 'missing'), body, other.secretKey)
        expect(reply.statusCode).toBe(404)
        expect(told(reply)).toEqual(told(missing))
      }
      expect((await service.admin('GET', '/v1/touchpoints')).json()).toEqual(before.json())
      expect((await service.admin('GET', '/v1/project')).json().name).toBe('Shop')
      await service.db.deleteFrom('touchpoints').where('project_id', '=', other.id).execute()
    },
  )

  test('does not send what it tells to pages', async () => {
    const { headers } = await service.admin('GET', '/v1/project')
    expect(headers).not.toHaveProperty('access-control-allow-origin')
  })

  test('keeps secret keys as their hash only', async () => {
    const { rows } = await service.db
      .selectFrom('secret_keys')
      .selectAll()
      .execute()
      .then(rows => ({ rows }))
    const stored = rows.map(row => `${row.name} ${row.hash.toString('latin1')} ${row.hash.toString('hex')}`)
    expect(stored.join()).not.toContain(service.keys.secretKey)
    for (const row of rows) expect(row.hash).toHaveLength(32)
  })
})

describe("the demo's secret key", () => {
  const demo = { authorization: `Bearer ${demoKeys.secret}` }
  const get = (headers: Record<string, string>, remoteAddress = '127.0.0.1', from = service) =>
    from.app.inject({ url: '/v1/project', headers: { ...demo, ...headers }, remoteAddress })

  test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '127.8.8.8'])('opens the demo for %s', async address => {
    const reply = await get({ host: 'localhost:4400' }, address)
    expect(reply.statusCode).toBe(200)
    expect(reply.json()).toMatchObject({ name: 'Demo shop', publishableKey: 'pk_demo' })
  })

  test.each(['192.168.1.7', '::ffff:10.0.0.1', '2001:db8::1', '128.0.0.1', '1.127.0.1'])(
    'opens nothing for %s',
    async address => {
      expect((await get({ host: 'localhost:4400' }, address)).statusCode).toBe(401)
    },
  )

  test.each([
    'tyck.example',
    'localhost.tyck.example',
    '127.0.0.1.nip.io',
    '127.0.0.1:4400.example',
    '0.0.0.0',
  ])('opens nothing under the name %s', async host => {
    expect((await get({ host })).statusCode).toBe(401)
  })

  test.each([
    'forwarded',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-real-ip',
    'via',
    'cf-connecting-ip',
    'true-client-ip',
    'x-client-ip',
  ])('opens nothing through a proxy that says %s', async header => {
    expect((await get({ host: 'localhost', [header]: '127.0.0.1' })).statusCode).toBe(401)
  })

  test('opens nothing from a page', async () => {
    expect((await get({ host: 'localhost', origin: 'http://localhost:4401' })).statusCode).toBe(403)
  })

  test('opens nothing where the demo is off', async () => {
    const without = await startService({ demo: false })
    await seedDemo(without.db, without.clock.now)
    expect((await get({ host: 'localhost' }, '127.0.0.1', without)).statusCode).toBe(401)
    await without.close()
  })
})

describe("the demo's publishable key", () => {
  test('is unknown where the demo is off, although the project is there', async () => {
    const without = await startService({ demo: false })
    await seedDemo(without.db, without.clock.now)
    const post = (key: string) =>
      without.app.inject({
        method: 'POST',
        url: '/v1/responses',
        headers: { 'content-type': 'text/plain', origin: 'https://shop.example' },
        payload: JSON.stringify({ key, responses: [{}] }),
      })
    expect(told(await post(demoKeys.publishable))).toEqual(told(await post('pk_unknown')))
    expect((await post(demoKeys.publishable)).statusCode).toBe(401)
    const read = (key: string) => without.app.inject(`/v1/projects/${key}/surveys`)
    expect(told(await read(demoKeys.publishable))).toEqual(told(await read('pk_unknown')))
    expect((await read(demoKeys.publishable)).statusCode).toBe(404)
    await without.close()
  })
})
