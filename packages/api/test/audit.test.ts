import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createHashRespondent } from '../src/domain/keeping/hashRespondent.ts'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { payment, type Service, startService } from './service.ts'

let service: Service
let project: ProjectKeys
let keyId: string

beforeAll(async () => {
  service = await startService({ demo: true })
})
afterAll(() => service.close())
beforeEach(async () => {
  project = await createProject(service.db, 'Shop')
  const key = await service.db
    .selectFrom('secret_keys')
    .select('id')
    .where('project_id', '=', project.id)
    .executeTakeFirstOrThrow()
  keyId = key.id
})

const admin = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, body?: unknown) =>
  service.admin(method, url, body, project.secretKey)
const entries = async (query = '') => (await admin('GET', `/v1/audit${query}`)).json().entries

/** A request with the project's secret key, as a page would make it. */
const fromPage = (url: string, secretKey = project.secretKey, method: 'GET' | 'POST' = 'GET') =>
  service.app.inject({
    method,
    url,
    headers: {
      authorization: `Bearer ${secretKey}`,
      origin: 'https://shop.example',
      'content-type': 'text/plain',
    },
    ...(method === 'POST' ? { payload: '{"responses":[{}]}' } : {}),
  })

describe('the audit log', () => {
  test('has every change that was asked for, with key, time and target, the latest first', async () => {
    await admin('PUT', '/v1/touchpoints/checkout.payment', { name: 'Payment' })
    service.clock.now += 1_000
    await admin('PUT', '/v1/touchpoints/checkout.payment/survey', payment)
    service.clock.now += 1_000
    await admin('PUT', '/v1/project', { name: 'Shop', origins: [], theme: {} })
    service.clock.now += 1_000
    await admin('DELETE', '/v1/respondents/A17')
    const at = (agoMs: number) => new Date(service.clock.now - agoMs).toISOString()
    const target = createHashRespondent(service.config.secret)(project.id, 'A17')
    expect(await entries()).toEqual([
      {
        id: expect.any(String),
        at: at(0),
        keyId,
        account: null,
        method: 'DELETE',
        operation: 'eraseRespondent',
        target,
        role: null,
      },
      {
        id: expect.any(String),
        at: at(1_000),
        keyId,
        account: null,
        method: 'PUT',
        operation: 'putProject',
        target: null,
        role: null,
      },
      {
        id: expect.any(String),
        at: at(2_000),
        keyId,
        account: null,
        method: 'PUT',
        operation: 'publishSurvey',
        target: 'checkout.payment',
        role: null,
      },
      {
        id: expect.any(String),
        at: at(3_000),
        keyId,
        account: null,
        method: 'PUT',
        operation: 'putTouchpoint',
        target: 'checkout.payment',
        role: null,
      },
    ])
  })

  test('has nothing of reads, of what is not understood, and of who has no key', async () => {
    await admin('GET', '/v1/project')
    await admin('PUT', '/v1/project', { name: '' })
    await admin('PUT', '/v1/touchpoints/checkout.payment/survey', { metric: 'nps' })
    await service.admin('PUT', '/v1/touchpoints/checkout.payment', { name: 'Payment' }, 'sk_unknown')
    expect(await entries()).toEqual([])
  })

  test('goes a page at a time', async () => {
    for (let at = 0; at < 5; at += 1) await admin('PUT', `/v1/touchpoints/number.${at}`, { name: 'Payment' })
    const found: string[] = []
    for (let query = '?limit=2'; query; ) {
      const { entries, next } = (await admin('GET', `/v1/audit${query}`)).json()
      found.push(...entries.map(({ target }: { target: string }) => target))
      query = next === null ? '' : `?limit=2&cursor=${next}`
    }
    expect(found.sort()).toEqual([0, 1, 2, 3, 4].map(at => `number.${at}`))
    expect((await admin('GET', '/v1/audit?cursor=x')).statusCode).toBe(400)
  })

  test("shows a project nothing of another's", async () => {
    const neighbour = await createProject(service.db, 'Neighbour')
    await service.admin('PUT', '/v1/touchpoints/theirs', { name: 'Theirs' }, neighbour.secretKey)
    expect(await entries()).toEqual([])
  })

  test('has no change without an entry', async () => {
    await sql`alter table audit_log rename to audit_log_away`.execute(service.db)
    try {
      expect((await admin('PUT', '/v1/touchpoints/lost', { name: 'Lost' })).statusCode).toBe(500)
    } finally {
      await sql`alter table audit_log_away rename to audit_log`.execute(service.db)
    }
    expect((await admin('GET', '/v1/touchpoints')).json().touchpoints).toEqual([])
  })

  test('tells of a secret key that came from a page, once a minute', async () => {
    for (const [url, method] of [
      ['/v1/project', 'GET'],
      ['/v1/responses', 'POST'],
    ] as const) {
      const reply = await fromPage(url, project.secretKey, method)
      expect([reply.statusCode, reply.json().code]).toEqual([403, 'secret-key-in-browser'])
    }
    const told = { keyId, operation: 'secret-key-in-browser', target: 'https://shop.example' }
    expect(await entries()).toMatchObject([{ ...told, method: 'GET' }])
    service.clock.now += 61_000
    await fromPage('/v1/responses', project.secretKey, 'POST')
    expect(await entries()).toMatchObject([{ ...told, method: 'POST' }, told])
    expect((await fromPage('/v1/project', 'sk_unknown')).statusCode).toBe(403)
  })

  test.each(['update audit_log set target = null', 'delete from audit_log', 'truncate audit_log'])(
    'refuses %s',
    async statement => {
      await admin('PUT', '/v1/touchpoints/kept', { name: 'Kept' })
      await expect(sql.raw(statement).execute(service.db)).rejects.toThrow('neither changed nor deleted')
      expect(await entries()).toHaveLength(1)
    },
  )
})
