import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoKeys } from '../src/auth.ts'
import { seedDemo } from '../src/demo/seedDemo.ts'
import { type Service, startService } from './service.ts'

let service: Service

beforeAll(async () => {
  service = await startService({ demo: true })
  await seedDemo(service.db, service.clock.now)
})

afterAll(() => service.close())

/** A reply without what differs from request to request. */
function told(reply: LightMyRequestResponse) {
  return [reply.statusCode, reply.json(), reply.headers].map(part =>
    JSON.stringify(part)
      .replace(/urn:uuid:[\w-]+/, '')
      .replace(/"date":"[^"]*"/, ''),
  )
}

describe('a secret key', () => {
  test('is kept as its hash only', async () => {
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
