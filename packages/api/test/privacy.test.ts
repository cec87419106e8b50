import { createHash, randomUUID } from 'node:crypto'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRetention } from '../src/retention.ts'
import { signIdentity } from './identityToken.ts'
import { cookieOf, fromConsole } from './people.ts'
import { rawRequest } from './rawRequest.ts'
import { routeRows } from './routeRows.ts'
import { type Service, startService } from './service.ts'
import { dump, type FullProject, makeFullProject } from './twoProjects.ts'

/** Where callers are, in the ways in which a request can tell. */
const addresses = {
  ipv4: '203.0.113.77',
  ipv6: '2001:db8:77:78::79',
  mapped: '::ffff:198.51.100.99',
  forwarded: '192.0.2.199',
  claimed: '203.0.113.211',
}
/** What is written, named or brought along; each stands where it may be stored, and nowhere else. */
const secrets = {
  comment: 'a comment between us',
  unstorable: 'a comment that Postgres refuses',
  metadata: 'a value between us',
  respondent: 'respondent-between-us',
  query: 'a-query-between-us',
  userAgent: 'AgentBetweenUs',
  cookie: 'cookie-between-us',
}

const log: string[] = []
const replies: LightMyRequestResponse[] = []
let service: Service
let shop: FullProject
let identitySecret: string
const identities: string[] = []
let secretKeys: string[]
/** What lets somebody in: tokens of sessions and links, passwords, and who they are. */
const entries: string[] = []

beforeAll(async () => {
  service = await startService(
    {
      logLevel: 'trace',
      trustedProxies: ['127.0.0.1'],
      rates: { perAddress: { perSecond: 1, burst: 60 }, perProject: null },
    },
    { write: line => void log.push(line) },
  )
  await service.app.listen({ port: 0, host: '127.0.0.1' })
  shop = await makeFullProject(service, 'shop')
  const { secretKey } = shop
  const admin = async (method: 'PUT' | 'POST', url: string, body?: object) =>
    (await service.admin(method, url, body, secretKey)).json()
  const { secret } = await admin('POST', '/v1/project/identity-secret')
  await admin('PUT', '/v1/project', {
    name: 'shop',
    origins: [],
    theme: {},
    identity: 'prefer',
    acrossDevices: true,
  })
  identitySecret = secret
  secretKeys = [secretKey, secret, (await admin('POST', '/v1/keys', { name: 'Another' })).key]
  await sql`alter table responses add constraint not_this check (comment is distinct from ${sql.lit(secrets.unstorable)})`.execute(
    service.db,
  )
  for (const { headers, remoteAddress } of callers) {
    service.clock.now += 3_600_000
    await visit(headers, remoteAddress)
  }
  await letPeopleIn()
  await breakThings()
}, 60_000)
afterAll(() => service.close())

const callers = [
  { headers: {}, remoteAddress: addresses.ipv4 },
  { headers: {}, remoteAddress: addresses.ipv6 },
  { headers: {}, remoteAddress: addresses.mapped },
  {
    headers: { 'x-forwarded-for': `${addresses.claimed}, ${addresses.forwarded}` },
    remoteAddress: '127.0.0.1',
  },
  // Said by who is no proxy of ours.
  {
    headers: { 'x-forwarded-for': addresses.claimed, forwarded: `for=${addresses.claimed}` },
    remoteAddress: addresses.ipv4,
  },
]

/** A respondent's identity, as a site's server signs it for ten minutes. */
async function identityNow(): Promise<string> {
  const iat = service.clock.now / 1_000
  const claims = { sub: secrets.respondent, aud: shop.named.publishableKey, iat, exp: iat + 600 }
  const identity = await signIdentity(identitySecret, claims)
  identities.push(identity)
  return identity
}

/** All that a caller can ask for, well and badly. */
async function visit(more: Record<string, string>, remoteAddress: string) {
  const identity = await identityNow()
  const { secretKey, named } = shop
  const ask = async (options: InjectOptions) => {
    const headers = {
      'user-agent': secrets.userAgent,
      cookie: `id=${secrets.cookie}`,
      ...more,
      ...options.headers,
    }
    const reply = await service.app.inject({ remoteAddress, ...options, headers })
    replies.push(reply)
    return reply
  }
  const state = {
    id: randomUUID(),
    seq: 1,
    surveyId: named.surveyId,
    rulesId: named.rulesId,
    shownAgoMs: 5_000,
    changedAgoMs: 0,
    score: 3,
    comment: secrets.comment,
    metadata: { note: secrets.metadata },
    page: `https://shop.example/checkout?token=${secrets.query}#${secrets.query}`,
    identity,
  }
  const post = (body: unknown, headers = {}) =>
    ask({
      method: 'POST',
      url: '/v1/responses',
      headers: { origin: 'https://shop.example', 'content-type': 'text/plain', ...headers },
      payload: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const key = named.publishableKey
  expect((await post({ key, responses: [state] })).body).toContain('"stored"')
  await post({ key, responses: [{ ...state, id: randomUUID(), comment: secrets.unstorable }] })
  await post({
    key,
    responses: [{ ...state, id: randomUUID(), score: secrets.comment, identity: `${identity}x` }],
  })
  await post({ key: 'pk_unknown', responses: [state] })
  await post(JSON.stringify({ key, responses: [state] }).slice(0, -9))
  await post(secrets.comment.repeat(2_000))
  await post({ responses: [state] }, { authorization: `Bearer ${secretKey}` })
  const body = JSON.stringify({ key, touchpoint: named.touchpoint, respondent: secrets.respondent, identity })
  await ask({
    method: 'POST',
    url: '/v1/eligibility',
    headers: { origin: 'https://a.example', 'content-type': 'text/plain' },
    payload: body,
  })
  for (const [route, { asks }] of Object.entries(routeRows)) {
    const [method = ''] = route.split(' ')
    if (method === 'DELETE') continue
    for (const { url, body } of asks(named)) {
      const asked = `${url}${url.includes('?') ? '&' : '?'}x=${secrets.query}`
      const authorization = `Bearer ${secretKey}`
      const payload = body ? { payload: body } : {}
      await ask({ method: method as 'GET', url: asked, headers: { authorization }, ...payload })
      await ask({ method: method as 'GET', url: asked, ...payload })
    }
  }
  // Over the limit, which the log hears of.
  for (let count = 0; count < 100; count += 1) await post('{')
}

/** People come in by every way there is, and fail to. */
async function letPeopleIn() {
  const { people, named } = shop
  const email = 'robin-between-us@shop.example'
  const [first, second] = ['eight oaks between us', 'nine elms between us']
  const ask = async (url: string, payload: object) => {
    const options = { remoteAddress: addresses.ipv4, headers: { ...fromConsole, host: 'localhost' } }
    const reply = await service.app.inject({ method: 'POST', url, payload, ...options })
    entries.push(...(cookieOf(reply)?.split('=').slice(1) ?? []))
    return reply
  }
  const linkOf = async (url: string, body?: object) => {
    const token = (await people.owner.ask('POST', url, body)).json().link.split('#')[1]
    entries.push(token)
    return token
  }
  entries.push(email, first, second, people.owner.cookie.slice(13), people.owner.email)
  const token = await linkOf('/v1/invitations', { email, role: 'viewer' })
  await ask('/v1/invitations/look', { token })
  await ask('/v1/invitations/accept', { token, name: 'Robin', password: 'password123' })
  const { account } = (await ask('/v1/invitations/accept', { token, name: 'Robin', password: first })).json()
  await ask('/v1/invitations/accept', { token, name: 'Robin', password: first })
  expect((await ask('/v1/session', { email, password: first })).statusCode).toBe(200)
  expect((await ask('/v1/session', { email, password: second })).statusCode).toBe(401)
  await ask('/v1/session', { email: first, password: email })
  const reset = await linkOf(`/v1/members/${account.id}/reset`)
  expect((await ask('/v1/password-resets', { token: reset, password: second })).statusCode).toBe(200)
  await ask('/v1/setup', { token, email, name: 'Robin', password: first, project: { name: 'Shop' } })
  await sql`alter table memberships rename to elsewhere`.execute(service.db)
  expect((await ask('/v1/session', { email, password: second })).statusCode).toBe(500)
  expect((await people.owner.ask('GET', '/v1/members')).statusCode).toBe(500)
  await sql`alter table elsewhere rename to memberships`.execute(service.db)
  await people.owner.ask('DELETE', `/v1/members/${named.memberId}`)
}

/** What the log is most talkative about: what goes wrong here, what is no request, what is deleted. */
async function breakThings() {
  const { secretKey } = shop
  const authorization = `Bearer ${secretKey}`
  await service.app.inject({
    method: 'DELETE',
    url: `/v1/respondents/${secrets.respondent}`,
    headers: { authorization },
    remoteAddress: addresses.ipv4,
  })
  await sql`alter table rules rename to rules_elsewhere`.execute(service.db)
  const failed = await service.app.inject({
    url: '/v1/touchpoints',
    headers: { authorization },
    remoteAddress: addresses.ipv6,
  })
  expect(failed.statusCode).toBe(500)
  await sql`alter table rules_elsewhere rename to rules`.execute(service.db)
  await rawRequest(
    service.app,
    `GET /${secrets.query} HTTP/1.1\r\nCookie: ${secrets.cookie}\r\nHost: ${secrets.query}\r\n: \r\n\r\n`,
  )
  await startRetention({ db: service.db, clock: () => service.clock.now, log: service.app.log })()
}

/** The ways in which an address may be written, hidden among bytes, or hashed without a secret. */
function writings(address: string): string[] {
  const hashes = ['sha256', 'sha1', 'md5'].flatMap(name =>
    (['hex', 'base64', 'base64url'] as const).map(form => createHash(name).update(address).digest(form)),
  )
  const bytes = /^[\d.]+$/.test(address) ? [Buffer.from(address.split('.').map(Number)).toString('hex')] : []
  return [
    address,
    Buffer.from(address).toString('hex'),
    Buffer.from(address).toString('base64'),
    ...bytes,
    ...hashes,
  ]
}

const written = [
  ...Object.values(addresses).flatMap(writings),
  ...writings('198.51.100.99'),
  ...['2001:db8:77:78', '2001:0db8:0077:0078', '20010db800770078'],
]

test('no address of a caller is in any column of any table', async () => {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'tyck_internal'`.execute(
    service.db,
  )
  const tables = await dump(service)
  for (const { name } of rows) if (!name.startsWith('kysely')) expect(tables).toHaveProperty(name)
  const all = JSON.stringify(tables).toLowerCase()
  expect(all.length).toBeGreaterThan(5_000)
  for (const each of written) expect(all, each).not.toContain(each.toLowerCase())
})

test('no address of a caller is in the log', () => {
  const all = log.join('').toLowerCase()
  for (const expected of ['"status":200', '"status":401', '"status":429', '"status":500', 'cannot store']) {
    expect(all).toContain(expected)
  }
  for (const each of written) expect(all, each).not.toContain(each.toLowerCase())
})

test('the log has nothing of what people write, of whom they are, of keys and of passwords', () => {
  const all = log.join('')
  const told = [...Object.values(secrets), ...secretKeys, shop.named.publishableKey, shop.named.respondent]
  expect(entries.length).toBeGreaterThan(8)
  told.push(...entries)
  for (const each of [...told, ...identities.flatMap(identity => identity.split('.').slice(1))]) {
    expect(all, each).not.toContain(each)
  }
})

test('of passwords and of what lets somebody in only hashes are kept', async () => {
  const all = JSON.stringify(await dump(service))
  const named = entries.filter(each => each.includes('@'))
  for (const each of named) expect(all, each).toContain(each)
  for (const each of entries) {
    if (named.includes(each)) continue
    for (const form of ['utf8', 'hex', 'base64'] as const) {
      expect(all, each).not.toContain(Buffer.from(each).toString(form))
      expect(all, each).not.toContain(Buffer.from(each, 'base64url').toString(form === 'utf8' ? 'hex' : form))
    }
  }
})

test('of a page origin and path are kept, of a browser nothing', async () => {
  const { responses = '', ...others } = await dump(service)
  const all = JSON.stringify(others) + responses
  for (const each of [secrets.query, secrets.userAgent, secrets.cookie, ...identities])
    expect(all).not.toContain(each)
  const { rows } = await sql<{
    page: string
  }>`select distinct page from responses where page like '%shop.example%'`.execute(service.db)
  expect(rows.map(({ page }) => page)).toEqual(expect.arrayContaining(['https://shop.example/checkout']))
})

test('no reply sets a cookie, but to who signs in', () => {
  expect(replies.length).toBeGreaterThan(500)
  for (const { headers } of replies) expect(headers).not.toHaveProperty('set-cookie')
})
