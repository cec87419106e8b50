import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { seedDemo } from '../src/demo/seedDemo.ts'
import { makeSetupToken } from '../src/domain/accounts/setUp.ts'
import type { Db } from '../src/store/tables.ts'
import { asking, cookieOf, fromConsole } from './people.ts'
import { type Service, startService } from './service.ts'

let service: Service

beforeEach(async () => {
  service = await startService({ demo: true })
})
afterEach(() => service.close())

const kim = { email: 'Kim@Shop.example', name: 'Kim Berg', password: 'a horse of seven colours' }
const setUp = (token: string, change: object = {}) =>
  service.app.inject({
    method: 'POST',
    url: '/v1/setup',
    headers: fromConsole,
    payload: { token, ...kim, project: { name: 'First shop' }, ...change },
  })
const newToken = async () => (await makeSetupToken(service.db, service.clock.now)) ?? 'none'

describe('the set-up link', () => {
  test('makes the owner and the first project, signs in, and hands over what nobody has', async () => {
    await seedDemo(service.db, service.clock.now)
    const reply = await setUp(await newToken())
    expect([reply.statusCode, reply.headers['cache-control']]).toEqual([201, 'no-store'])
    const told = reply.json()
    expect(told.account).toEqual({ id: expect.any(String), email: kim.email, name: kim.name })
    expect(told.projects).toEqual([
      { id: service.keys.id, name: 'Shop', role: 'owner', demo: false },
      { id: expect.any(String), name: 'First shop', role: 'owner', demo: false },
      { id: expect.any(String), name: 'Demo shop', role: 'owner', demo: true },
    ])
    const ask = asking(service, cookieOf(reply) ?? '', told.projects[1].id)
    expect((await ask('GET', '/v1/session')).json()).toEqual(told)
    expect((await ask('GET', '/v1/project')).json()).toMatchObject({ name: 'First shop' })
    expect((await ask('GET', '/v1/keys')).json().keys).toMatchObject([{ kind: 'publishable' }])
  })

  test('works once, and no other is made once there is an account', async () => {
    const [token, other] = [await newToken(), await newToken()]
    expect((await setUp(token)).statusCode).toBe(201)
    for (const used of [token, other, 'unknown']) {
      const reply = await setUp(used, { email: 'robin@shop.example' })
      expect([reply.statusCode, reply.json().code]).toEqual([410, 'link-expired'])
    }
    expect(await makeSetupToken(service.db, service.clock.now)).toBe(null)
  })

  test('makes one owner where it is used ten times at once', async () => {
    const tokens = [await newToken(), await newToken()]
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, at) => setUp(tokens[at % 2] ?? '', { email: `kim${at}@shop.example` })),
    )
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([201, ...Array(9).fill(410)])
    expect(await service.db.selectFrom('accounts').select('id').execute()).toHaveLength(1)
  })

  test('makes one owner where two use links of two starts at the same moment', async () => {
    const tokens = [await newToken(), await newToken()]
    const waiting = async (trx: Db) => {
      const { rows } = await sql`select from pg_locks where not granted and database =
        (select oid from pg_database where datname = current_database())`.execute(trx)
      return rows.length
    }
    let replies: ReturnType<typeof setUp>[] = []
    await service.db.transaction().execute(async trx => {
      // Whoever makes a project waits for this.
      await sql`lock table projects in share mode`.execute(trx)
      replies = tokens.map((token, at) =>
        setUp(token, { email: `kim${at}@shop.example` }).then(reply => reply),
      )
      while ((await waiting(trx)) < 2);
    })
    expect((await Promise.all(replies)).map(({ statusCode }) => statusCode).sort()).toEqual([201, 410])
    expect(await service.db.selectFrom('accounts').select('id').execute()).toHaveLength(1)
  })

  test('ends after a week, while one of a later start goes on', async () => {
    const token = await newToken()
    service.clock.now += 7 * 86_400_000
    const later = await newToken()
    expect((await setUp(token)).statusCode).toBe(410)
    expect((await setUp(later)).statusCode).toBe(201)
  })

  test.each([
    ['a password of nine characters', { password: 'ninechars' }, '/password'],
    ['a password that everybody tries first', { password: 'Password123' }, '/password'],
    ['a password of one character again and again', { password: 'aaaaaaaaaaaa' }, '/password'],
    ['the address as a password', { password: 'kim@shop.example' }, '/password'],
    ['an address that is none', { email: 'kim@' }, '/email'],
    ['a blank name', { name: ' ' }, '/name'],
    ['a project without a name', { project: { name: '' } }, '/project/name'],
  ])('refuses %s, and goes on', async (_what, change, pointer) => {
    const token = await newToken()
    const reply = await setUp(token, change)
    expect([reply.statusCode, reply.json().errors?.[0]?.pointer]).toEqual([400, pointer])
    expect((await setUp(token)).statusCode).toBe(201)
  })

  test('is kept as its hash, and so is the password', async () => {
    const token = await newToken()
    const kept = async () => JSON.stringify(await service.db.selectFrom('setup_tokens').selectAll().execute())
    expect(await kept()).not.toContain(token)
    await setUp(token)
    const [account] = await service.db.selectFrom('accounts').selectAll().execute()
    expect(account?.password).toMatch(/^\$scrypt\$ln=4,r=8,p=1\$[\w-]{22}\$[\w-]{43}$/)
    expect(await kept()).toBe('[]')
  })
})
