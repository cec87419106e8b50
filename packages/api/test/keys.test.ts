import type { Key } from '@tyck/shared/admin/keys'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildApp } from '../src/app.ts'
import { demoKeys } from '../src/auth.ts'
import { seedDemo } from '../src/demo/seedDemo.ts'
import { revokeKey } from '../src/domain/keys/changeKeys.ts'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { mostKeys } from '../src/domain/keys/makeKey.ts'
import { signIdentity } from './identityToken.ts'
import { publish, type Service, startService } from './service.ts'

let service: Service
let second: Service['app']
let project: ProjectKeys

beforeAll(async () => {
  service = await startService({ demo: true })
  const { config, db, databaseUrl, clock } = service
  second = await buildApp({ config, db, databaseUrl, clock: () => clock.now })
})
afterAll(async () => {
  await second.close()
  await service.close()
})
beforeEach(async () => {
  project = await createProject(service.db, 'Shop')
})

const hour = 3_600_000
const admin = (method: 'GET' | 'POST' | 'DELETE', url: string, body?: unknown, key = project.secretKey) =>
  service.admin(method, url, body, key)
const list = async (key = project.secretKey): Promise<Key[]> =>
  (await admin('GET', '/v1/keys', undefined, key)).json().keys
const secretKeys = async (key?: string) => (await list(key)).filter(({ kind }) => kind === 'secret')
const publishOne = () =>
  publish(
    { ...service, admin: (method, url, body) => service.admin(method, url, body, project.secretKey) },
    'a',
  )
const make = async (name: string) => (await admin('POST', '/v1/keys', { name })).json()
const opens = async (key: string, app = service.app) =>
  (await app.inject({ url: '/v1/project', headers: { authorization: `Bearer ${key}` } })).statusCode
const at = (ms: number) => new Date(service.clock.now + ms).toISOString()

/** What a page of the shop hears of a post with a publishable key. */
const post = async (key: string, app = service.app) =>
  (
    await app.inject({
      method: 'POST',
      url: '/v1/responses',
      headers: { 'content-type': 'text/plain', origin: 'https://shop.example' },
      payload: JSON.stringify({ key, responses: [{}] }),
    })
  ).statusCode
const readSurveys = async (key: string, app = service.app) =>
  (await app.inject(`/v1/projects/${key}/surveys`)).statusCode

describe('the list of keys', () => {
  test('has the publishable key, and of secret keys all but the text', async () => {
    expect(await list()).toEqual([
      {
        id: project.publishableKey,
        kind: 'publishable',
        name: null,
        createdAt: expect.any(String),
        expiresAt: null,
        lastUsedAt: null,
        by: null,
      },
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        kind: 'secret',
        name: 'First key',
        createdAt: expect.any(String),
        expiresAt: null,
        lastUsedAt: at(0),
        by: null,
      },
    ])
  })
})

describe('a secret key', () => {
  test('is made with a name, told once, and kept as its hash', async () => {
    const reply = await admin('POST', '/v1/keys', { name: 'Order service' })
    expect(reply.statusCode).toBe(201)
    const made = reply.json()
    expect(made).toEqual({
      id: expect.any(String),
      kind: 'secret',
      name: 'Order service',
      createdAt: at(0),
      expiresAt: null,
      lastUsedAt: null,
      key: expect.stringMatching(/^sk_[\w-]{43}$/),
    })
    expect(await opens(made.key)).toBe(200)
    const { key, ...told } = made
    const listed = await admin('GET', '/v1/keys')
    expect(listed.json().keys).toContainEqual({ ...told, lastUsedAt: at(0), by: null })
    expect(listed.body).not.toContain(key)
    const rows = await service.db.selectFrom('secret_keys').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(key)
  })

  test('tells to the hour when it was used last', async () => {
    const made = (await admin('POST', '/v1/keys', { name: 'Order service' })).json()
    const lastUse = async () => (await secretKeys()).find(({ id }) => id === made.id)?.lastUsedAt
    expect(await lastUse()).toBeNull()
    await opens(made.key)
    const first = at(0)
    expect(await lastUse()).toBe(first)
    service.clock.now += 59 * 60_000
    await opens(made.key)
    expect(await lastUse()).toBe(first)
    service.clock.now += 60_000
    await opens(made.key)
    expect(await lastUse()).toBe(at(0))
  })

  test.each([{}, { name: '' }, { name: ' ' }, { name: 'x'.repeat(81) }, { name: 'A', projectId: 'x' }])(
    'is not made of %j',
    async body => {
      expect((await admin('POST', '/v1/keys', body)).statusCode).toBe(400)
      expect(await secretKeys()).toHaveLength(1)
    },
  )

  test('that is replaced goes on for a day beside the new one, and its end is shown', async () => {
    const [old] = await secretKeys()
    const made = (await admin('POST', `/v1/keys/${old?.id}/rotate`)).json()
    expect(made).toMatchObject({ kind: 'secret', name: 'First key', expiresAt: null })
    expect(await secretKeys()).toContainEqual({ ...old, expiresAt: at(24 * hour) })
    service.clock.now += 24 * hour - 1
    expect([await opens(project.secretKey), await opens(made.key)]).toEqual([200, 200])
    service.clock.now += 1
    expect([await opens(project.secretKey), await opens(made.key)]).toEqual([401, 200])
    expect(await secretKeys(made.key)).toMatchObject([{ id: made.id, expiresAt: null }])
  })

  test('goes on for as long as is asked, and never longer than before', async () => {
    const [old] = await secretKeys()
    const rotate = (overlapHours: unknown) => admin('POST', `/v1/keys/${old?.id}/rotate`, { overlapHours })
    const end = async () => (await secretKeys()).find(({ id }) => id === old?.id)?.expiresAt
    await rotate(48)
    expect(await end()).toBe(at(48 * hour))
    await rotate(72)
    expect(await end()).toBe(at(48 * hour))
    await rotate(1)
    expect(await end()).toBe(at(hour))
    for (const none of [0, -1, 1.5, 2_161, '24', null]) expect((await rotate(none)).statusCode).toBe(400)
    expect(await secretKeys()).toHaveLength(4)
  })

  test('that is revoked opens nothing from the next request on, in any process', async () => {
    const made = await make('Order service')
    expect([await opens(made.key), await opens(made.key, second)]).toEqual([200, 200])
    const reply = await admin('DELETE', `/v1/keys/${made.id.toUpperCase()}`)
    expect([reply.statusCode, reply.body]).toEqual([204, ''])
    expect([await opens(made.key), await opens(made.key, second)]).toEqual([401, 401])
    expect((await secretKeys()).map(({ id }) => id)).not.toContain(made.id)
    expect((await admin('DELETE', `/v1/keys/${made.id}`)).statusCode).toBe(404)
    expect((await admin('POST', `/v1/keys/${made.id}/rotate`)).statusCode).toBe(404)
  })

  test('that is the last without an end is not revoked, and the reply says what to do', async () => {
    const [only] = await secretKeys()
    const refused = await admin('DELETE', `/v1/keys/${only?.id}`)
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'last-key'])
    expect(refused.json().detail).toContain('POST /v1/keys')
    const made = (await admin('POST', `/v1/keys/${only?.id}/rotate`)).json()
    // The old one still opens the project, but not for long.
    expect((await admin('DELETE', `/v1/keys/${made.id}`)).statusCode).toBe(409)
    expect((await admin('DELETE', `/v1/keys/${only?.id}`)).statusCode).toBe(204)
    expect([await opens(project.secretKey), await opens(made.key)]).toEqual([401, 200])
  })

  test('stays where each is revoked at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, secretKey } = await createProject(service.db, 'Shop')
      const other = (await admin('POST', '/v1/keys', { name: 'Other' }, secretKey)).json()
      // Both are let in before either is revoked.
      const [keys = []] = await Promise.all([secretKeys(secretKey), secretKeys(other.key)])
      const now = service.clock.now
      await Promise.all(keys.map(key => revokeKey(service.db, id, key.id, now)))
      expect([await opens(secretKey), await opens(other.key)].sort()).toEqual([200, 401])
    }
  })

  test('is one of fifty at most', async () => {
    for (let count = 1; count < mostKeys; count += 1) await make(`Key ${count}`)
    const latest = (await secretKeys()).find(({ name }) => name === 'Key 1')
    for (const [url, body] of [
      ['/v1/keys', { name: 'One more' }],
      [`/v1/keys/${latest?.id}/rotate`, {}],
    ] as const) {
      const refused = await admin('POST', url, body)
      expect([refused.statusCode, refused.json().code]).toEqual([409, 'too-many-keys'])
    }
    await admin('DELETE', `/v1/keys/${latest?.id}`)
    expect((await admin('POST', '/v1/keys', { name: 'One more' })).statusCode).toBe(201)
  })
})

describe('the publishable key', () => {
  test('that is replaced goes on for a week, for pages that hold it', async () => {
    const old = project.publishableKey
    await publishOne()
    expect([await post(old), await post(old, second)]).toEqual([200, 200])
    const reply = await admin('POST', `/v1/keys/${old}/rotate`)
    expect(reply.statusCode).toBe(201)
    const made = reply.json()
    expect(made).toEqual({
      id: made.key,
      kind: 'publishable',
      name: null,
      createdAt: at(0),
      expiresAt: null,
      lastUsedAt: null,
      key: expect.stringMatching(/^pk_[\w-]{22}$/),
    })
    expect((await admin('GET', '/v1/project')).json().publishableKey).toBe(made.key)
    const [now, former] = await list()
    expect(now).toMatchObject({ id: made.key, expiresAt: null })
    expect(former).toMatchObject({ id: old, expiresAt: at(168 * hour) })
    service.clock.now += 168 * hour - 1
    for (const key of [old, made.key]) {
      expect([await post(key), await post(key, second), await readSurveys(key)]).toEqual([200, 200, 200])
    }
    service.clock.now += 1_001
    expect([await post(old), await post(old, second), await readSurveys(old)]).toEqual([401, 401, 404])
    expect([await post(made.key), await readSurveys(made.key)]).toEqual([200, 200])
    expect(await list()).toHaveLength(2)
  })

  test('is replaced once, and the former one revoked at once', async () => {
    const old = project.publishableKey
    const made = (await admin('POST', `/v1/keys/${old}/rotate`, { overlapHours: 1 })).json()
    const again = await admin('POST', `/v1/keys/${old}/rotate`)
    expect([again.statusCode, again.json().code]).toEqual([409, 'key-replaced'])
    const last = await admin('DELETE', `/v1/keys/${made.key}`)
    expect([last.statusCode, last.json().code]).toEqual([409, 'last-key'])
    expect([await post(old), await post(old, second), await readSurveys(old)]).toEqual([200, 200, 200])
    expect((await admin('DELETE', `/v1/keys/${old}`)).statusCode).toBe(204)
    // Here from the next request on; elsewhere a copy grows old within a second.
    expect([await post(old), await readSurveys(old)]).toEqual([401, 404])
    service.clock.now += 1_000
    expect([await post(old, second), await readSurveys(old, second)]).toEqual([401, 404])
    expect((await admin('DELETE', `/v1/keys/${old}`)).statusCode).toBe(404)
  })

  test('that is former is still whom an identity is for', async () => {
    const { secret } = (await admin('POST', '/v1/project/identity-secret')).json()
    await service.admin(
      'PUT',
      '/v1/project',
      { name: 'Shop', origins: [], theme: {}, identity: 'enforce', acrossDevices: true },
      project.secretKey,
    )
    await publishOne()
    const made = (await admin('POST', `/v1/keys/${project.publishableKey}/rotate`)).json()
    const ask = async (aud: string, key: string) => {
      const iat = service.clock.now / 1_000
      const reply = await service.app.inject({
        method: 'POST',
        url: '/v1/eligibility',
        headers: { 'content-type': 'text/plain', origin: 'https://shop.example' },
        payload: JSON.stringify({
          key,
          touchpoint: 'a',
          respondent: 'anna',
          identity: await signIdentity(secret, { sub: 'anna', aud, iat, exp: iat + 600 }),
        }),
      })
      return reply.json().reason
    }
    for (const aud of [project.publishableKey, made.key]) {
      for (const key of [project.publishableKey, made.key]) expect(await ask(aud, key)).toBeNull()
    }
    expect(await ask('pk_other', made.key)).toBe('no-survey')
    service.clock.now += 168 * hour + 1_000
    expect(await ask(project.publishableKey, made.key)).toBe('no-survey')
    expect(await ask(made.key, made.key)).toBeNull()
  })
})

describe('changing keys', () => {
  test('is noted, with what it is about', async () => {
    const [old] = await secretKeys()
    const made = await make('Order service')
    await admin('POST', `/v1/keys/${made.id}/rotate`)
    await admin('DELETE', `/v1/keys/${made.id}`)
    await admin('POST', `/v1/keys/${project.publishableKey}/rotate`)
    const { entries } = (await admin('GET', '/v1/audit')).json()
    const told = entries.map(({ operation, target, keyId }: Record<string, string>) => [
      operation,
      target,
      keyId,
    ])
    expect(told.sort()).toEqual(
      [
        ['createKey', null, old?.id],
        ['revokeKey', made.id, old?.id],
        ['rotateKey', made.id, old?.id],
        ['rotateKey', project.publishableKey, old?.id],
      ].sort(),
    )
  })

  test("is not for the demo's key, which could make one that opens it for the world", async () => {
    await seedDemo(service.db, service.clock.now)
    const demo = demoKeys.secret
    const [publishable] = await list(demo)
    expect(publishable).toMatchObject({ id: demoKeys.publishable })
    for (const [method, url, body] of [
      ['POST', '/v1/keys', { name: 'Mine' }],
      ['POST', `/v1/keys/${demoKeys.publishable}/rotate`, {}],
      ['DELETE', `/v1/keys/${demoKeys.publishable}`, undefined],
    ] as const) {
      const reply = await admin(method, url, body, demo)
      expect([reply.statusCode, reply.json().code]).toEqual([403, 'forbidden'])
    }
    expect(await list(demo)).toHaveLength(1)
  })
})
