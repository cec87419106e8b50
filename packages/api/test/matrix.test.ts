import { randomUUID } from 'node:crypto'
import { roles } from '@tyck/shared/admin/accounts'
import Fastify, { type LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { demoKeys } from '../src/auth.ts'
import { seedDemo } from '../src/demo/seedDemo.ts'
import { addressPattern } from '../src/http/addressPattern.ts'
import { requireRoles } from '../src/http/adminRoute.ts'
import { listRoutes } from './listRoutes.ts'
import { fromConsole, makePerson, type Person } from './people.ts'
import { type Asked, type Named, type Row, routeRows } from './routeRows.ts'
import { type Service, startService } from './service.ts'
import { absent, dump, type FullProject, makeFullProject } from './twoProjects.ts'

let service: Service
/** Whose things strangers ask for. */
let victim: FullProject
/** Keys and a session that open nothing any more. */
const ended = { secret: [] as string[], publishable: [] as string[], session: '' }
let before: Record<string, string>

beforeAll(async () => {
  service = await startService({ demo: true, unsafeDurability: true })
  await seedDemo(service.db, service.clock.now)
  victim = await makeFullProject(service, 'victim')
  await endKeys()
})
afterAll(() => service.close())
beforeEach(async () => {
  // A key that came from a page is noted once a minute.
  service.clock.now += 61_000
  before = await dump(service)
})

/** Lets one key of each kind be revoked, and one run out; and an owner sign out. */
async function endKeys() {
  const { named, secretKey } = victim
  const admin = async (method: 'POST' | 'DELETE', url: string, body?: object) =>
    (await service.admin(method, url, body, secretKey)).json()
  const revoked = await admin('POST', '/v1/keys', { name: 'Revoked' })
  const replaced = await admin('POST', '/v1/keys', { name: 'Replaced' })
  await service.admin('DELETE', `/v1/keys/${revoked.id}`, undefined, secretKey)
  await admin('POST', `/v1/keys/${replaced.id}/rotate`, { overlapHours: 1 })
  const first = named.publishableKey
  const second = (await admin('POST', `/v1/keys/${first}/rotate`, { overlapHours: 1 })).key
  named.publishableKey = (await admin('POST', `/v1/keys/${second}/rotate`)).key
  await service.admin('DELETE', `/v1/keys/${second}`, undefined, secretKey)
  service.clock.now += 3_600_000
  const { cookie, ask: askAs } = await makePerson(service, 'owner', victim.id)
  await askAs('DELETE', '/v1/session')
  ended.session = cookie
  ended.secret.push(revoked.key, replaced.key)
  ended.publishable.push(first, second)
}

const rows = Object.entries(routeRows).map(([route, row]) => [route, row] as const)
const taking = (takes: Row['takes']) => rows.filter(([, row]) => row.takes === takes)
const methodOf = (route: string) => route.split(' ')[0] as 'GET' | 'PUT' | 'POST' | 'DELETE'
const fromPage = { origin: 'https://shop.example' }
const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

function ask(
  route: string,
  { url, body, headers: more }: Asked,
  headers: Record<string, string>,
  remoteAddress = '127.0.0.1',
) {
  const method = methodOf(route)
  const payload = body ?? (method === 'PUT' ? {} : undefined)
  return service.app.inject({
    method,
    url,
    headers: { ...more, ...headers },
    remoteAddress,
    ...(payload ? { payload } : {}),
  })
}

const strangers = new Map<string, Promise<FullProject>>()

/** Somebody else's project; another one for each route that changes something. */
function strangerFor(route: string): Promise<FullProject> {
  const which = methodOf(route) === 'GET' ? 'GET' : route
  const stranger = strangers.get(which) ?? makeFullProject(service, 'stranger')
  strangers.set(which, stranger)
  return stranger
}

/** A reply without what differs from request to request, and from name to name. */
function told({ statusCode, body, headers }: LightMyRequestResponse, names?: Named) {
  const { date: _date, 'content-length': _length, etag: _etag, 'tyck-cursor': _cursor, ...rest } = headers
  let text = body
  for (const [what, name] of Object.entries(names ?? {})) text = text.replaceAll(name, `<${what}>`)
  text = text
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replace(/"revision":\d+/g, '"revision":<count>')
    .replace(/#[\w-]{43}/g, '#<token>')
    .replace(/whsec_[\w+/=]+/g, '<key>')
    .replace(/[a-z]{2}_[\w-]{22,}/g, '<key>')
  return { statusCode, text, headers: rest }
}

test('every route has a row', () => {
  const routes = listRoutes(service.app).filter(route => !/^HEAD |^GET \/assets\/|\.js$/.test(route))
  expect(Object.keys(routeRows).sort()).toEqual(routes)
  expect(taking('secret key').length).toBeGreaterThan(15)
  expect(taking('session').length).toBeGreaterThan(6)
})

describe('a route that takes a secret key', () => {
  test.each(taking('secret key'))(
    '%s tells everybody else the same, and does nothing',
    async (route, row) => {
      const strangers: [Record<string, string>, remoteAddress?: string][] = [
        [{}],
        [{ authorization: '' }],
        [{ authorization: 'Bearer' }],
        [{ authorization: `Basic ${victim.secretKey}` }],
        [bearer('sk_unknown')],
        [bearer(`${victim.secretKey}x`)],
        [bearer(`sk_${'x'.repeat(5_000)}`)],
        [bearer(victim.named.publishableKey)],
        ...ended.secret.map(key => [bearer(key)] as [Record<string, string>]),
        [{ cookie: 'tyck_session=unknown', 'tyck-project': victim.id }],
        [{ cookie: ended.session, 'tyck-project': victim.id }],
        [{ ...bearer(demoKeys.secret), host: 'localhost' }, '192.0.2.7'],
        [{ ...bearer(demoKeys.secret), host: 'tyck.example' }],
        [{ ...bearer(demoKeys.secret), host: 'localhost', 'x-forwarded-for': '127.0.0.1' }],
      ]
      for (const asked of row.asks(victim.named)) {
        const replies = await Promise.all(strangers.map(stranger => ask(route, asked, ...stranger)))
        expect(replies[0]?.statusCode).toBe(401)
        expect(replies[0]?.json().code).toBe('unauthorized')
        expect(replies[0]?.headers['www-authenticate']).toBe('Bearer')
        for (const reply of replies) expect(told(reply)).toEqual(told(replies[0] as LightMyRequestResponse))
      }
      expect(await dump(service)).toEqual(before)
    },
  )

  test.each(taking('secret key'))('%s refuses one from a page, and notes it', async (route, row) => {
    for (const asked of row.asks(victim.named)) {
      const reply = await ask(route, asked, { ...bearer(victim.secretKey), ...fromPage })
      expect([reply.statusCode, reply.json().code]).toEqual([403, 'secret-key-in-browser'])
      // The page's author has to read it.
      expect(reply.headers['access-control-allow-origin']).toBe('*')
    }
    await expectNoted()
  })

  test.each(taking('secret key'))(
    '%s is open to who has one, and knows nothing of what is another project’s',
    async (route, row) => {
      const stranger = await strangerFor(route)
      const headers = bearer(stranger.secretKey)
      const theirs = await dump(service, victim.id)
      const missing = absent()
      const asked = row.asks(victim.named)
      for (const [at, instead] of row.asks(missing).entries()) {
        const reply = await ask(route, asked[at] as Asked, headers)
        const same = await ask(route, instead, headers)
        expect(told(reply, victim.named)).toEqual(told(same, missing))
        expectNothingOfVictim(reply, asked[at] as Asked)
      }
      expect(await dump(service, victim.id)).toEqual(theirs)
      for (const own of row.asks(stranger.named)) {
        const reply = await ask(route, own, headers)
        expect(reply.headers['cache-control']).toBe('no-store')
        // The one publishable key cannot be revoked.
        if (reply.statusCode === 409 && own.url.endsWith(stranger.named.publishableKey)) continue
        expect([200, 201, 202, 204], reply.body).toContain(reply.statusCode)
        expect(reply.headers).not.toHaveProperty('access-control-allow-origin')
      }
    },
  )
})

describe('a route of a project, to who is signed in', () => {
  const ofProject = [...taking('secret key'), ...taking('session')]
  /** The headers of a request as the console makes it. */
  const as = ({ cookie }: Person, projectId: string) => ({
    ...fromConsole,
    cookie,
    'tyck-project': projectId,
  })

  test.each(ofProject)('%s is forbidden to every lower role, and does nothing', async (route, row) => {
    expect(row.role).toBeDefined()
    const lower = roles.slice(0, roles.indexOf(row.role ?? 'viewer'))
    for (const role of lower) {
      for (const asked of row.asks(victim.named)) {
        const reply = await ask(route, asked, as(victim.people[role], victim.id))
        expect([role, reply.statusCode, reply.json().code]).toEqual([role, 403, 'forbidden'])
      }
    }
    await expectNothingDone()
  })

  test.each(ofProject)('%s is open to its role and those above', async (route, row) => {
    for (const role of roles.slice(roles.indexOf(row.role ?? 'viewer'))) {
      const shop = methodOf(route) === 'GET' ? victim : await makeFullProject(service, 'own')
      for (const asked of row.asks(shop.named)) {
        const reply = await ask(route, asked, as(shop.people[role], shop.id))
        expect(reply.headers['cache-control']).toBe('no-store')
        expect(reply.headers).not.toHaveProperty('access-control-allow-origin', 'https://shop.example')
        if (reply.statusCode === 409 && asked.url.endsWith(shop.named.publishableKey)) continue
        // The only owner cannot leave.
        if (reply.statusCode === 409 && role === 'owner' && asked.url === '/v1/members/me') continue
        expect([200, 201, 202, 204], `${role}: ${reply.body}`).toContain(reply.statusCode)
      }
    }
  })

  test.each(ofProject)(
    '%s knows nothing of another project, nor of what is another project’s, for its owner',
    async (route, row) => {
      const { people, id } = await strangerFor(route)
      const theirs = await dump(service, victim.id)
      for (const asked of row.asks(victim.named)) {
        const reply = await ask(route, asked, as(people.owner, victim.id))
        const same = await ask(route, asked, as(people.owner, randomUUID()))
        expect([reply.statusCode, reply.json().code]).toEqual([404, 'not-found'])
        expect(told(reply)).toEqual(told(same))
      }
      const missing = absent()
      const asked = row.asks(victim.named)
      for (const [at, instead] of row.asks(missing).entries()) {
        const reply = await ask(route, asked[at] as Asked, as(people.owner, id))
        const same = await ask(route, instead, as(people.owner, id))
        expect(told(reply, victim.named)).toEqual(told(same, missing))
        expectNothingOfVictim(reply, asked[at] as Asked)
      }
      expect(await dump(service, victim.id)).toEqual(theirs)
    },
  )

  test.each(ofProject.filter(([route]) => methodOf(route) !== 'GET'))(
    '%s refuses a change that another site asks for, and does nothing',
    async (route, row) => {
      const headers = as(victim.people.owner, victim.id)
      for (const asked of row.asks(victim.named)) {
        for (const changed of [{ origin: 'https://evil.example' }, { 'content-type': 'text/plain' }]) {
          const reply = await ask(route, asked, { ...headers, ...changed })
          expect([reply.statusCode, reply.json().code]).toEqual([403, 'origin-not-allowed'])
        }
      }
      await expectNothingDone()
    },
  )

  test.each(taking('session'))('%s takes no key of any kind', async (route, row) => {
    for (const asked of row.asks(victim.named)) {
      const statuses: [Record<string, string>, number][] = [
        [{}, 401],
        [bearer('sk_unknown'), 401],
        [bearer(victim.named.publishableKey), 401],
        [{ cookie: ended.session, 'tyck-project': victim.id }, 401],
        [bearer(victim.secretKey), 403],
        [{ ...bearer(demoKeys.secret), host: 'localhost' }, 403],
      ]
      for (const [headers, status] of statuses) {
        expect((await ask(route, asked, headers)).statusCode).toBe(status)
      }
    }
    await expectNothingDone()
  })
})

describe('a route of no project', () => {
  test.each(taking('account'))('%s takes nothing but a session', async (route, row) => {
    for (const asked of row.asks(victim.named)) {
      for (const headers of [
        fromConsole,
        bearer(victim.secretKey),
        { ...fromConsole, ...bearer(victim.named.publishableKey) },
        { ...fromConsole, cookie: ended.session },
      ]) {
        const reply = await ask(route, asked, headers)
        expect([reply.statusCode, reply.json().code]).toEqual([401, 'unauthorized'])
      }
      const { cookie } = victim.people.owner
      const elsewhere = await ask(route, asked, { ...fromConsole, cookie, origin: 'https://evil.example' })
      expect(elsewhere.statusCode).toBe(methodOf(route) === 'GET' ? 200 : 403)
    }
    await expectNothingDone()
  })

  test.each(taking('link'))(
    '%s tells everybody without the link or password the same',
    async (route, row) => {
      for (const asked of row.asks(victim.named)) {
        const first = await ask(route, asked, fromConsole)
        expect([401, 410]).toContain(first.statusCode)
        for (const more of [{ cookie: victim.people.owner.cookie }, bearer(victim.secretKey)]) {
          expect(told(await ask(route, asked, { ...fromConsole, ...more }))).toEqual(told(first))
        }
        expect((await ask(route, asked, { ...fromConsole, origin: 'https://evil.example' })).statusCode).toBe(
          403,
        )
      }
      await expectNothingDone()
    },
  )
})

test('a route that does not say which role it asks for does not start', () => {
  const schemas: object[] = [{}, { 'x-role': 'admin' }, { 'x-role': 'account' }]
  for (const schema of schemas) {
    const app = Fastify()
    requireRoles(app, roles)
    expect(() => app.get('/v1/forgotten', { schema }, () => '')).toThrow('/v1/forgotten')
  }
})

describe('a route that takes a publishable key', () => {
  /** The request with a key where it belongs: in the body, or in the address. */
  const withKey = (row: Row, key: string | undefined, named = victim.named): Asked[] =>
    row
      .asks({ ...named, publishableKey: key ?? '' })
      .map(({ url, body }) => ({ url, ...(body ? { body: { ...body, key } } : {}) }))
  const plain = { ...fromPage, 'content-type': 'application/json' }

  test.each(taking('publishable key'))(
    '%s tells who has none the same, and does nothing',
    async (route, row) => {
      const inAddress = withKey(row, 'pk_x').some(({ url }) => url.includes('pk_x'))
      const keys = ['pk_unknown', ...ended.publishable, victim.secretKey, ...(inAddress ? [] : [undefined])]
      for (const at of row.asks(victim.named).keys()) {
        const replies = await Promise.all(keys.map(key => ask(route, withKey(row, key)[at] as Asked, plain)))
        expect(replies[0]?.statusCode).toBe(inAddress ? 404 : 401)
        for (const reply of replies) expect(told(reply)).toEqual(told(replies[0] as LightMyRequestResponse))
      }
      expect(await dump(service)).toEqual(before)
    },
  )

  test.each(taking('publishable key').filter(([route]) => methodOf(route) !== 'GET'))(
    '%s is open to who has one, and knows nothing of what is another project’s, whichever key asks',
    async (route, row) => {
      const stranger = await makeFullProject(service, 'stranger')
      const theirs = await dump(service, victim.id)
      const missing = absent()
      for (const isServer of [false, true]) {
        const key = isServer ? undefined : stranger.named.publishableKey
        const headers = isServer
          ? { ...bearer(stranger.secretKey), 'content-type': 'application/json' }
          : plain
        const asked = withKey(row, key)
        for (const [at, instead] of withKey(row, key, missing).entries()) {
          const reply = await ask(route, asked[at] as Asked, headers)
          const same = await ask(route, instead, headers)
          expect(reply.statusCode).toBe(200)
          expect(told(reply, victim.named)).toEqual(told(same, missing))
          expectNothingOfVictim(reply, asked[at] as Asked)
        }
      }
      expect(await dump(service, victim.id)).toEqual(theirs)
      for (const own of withKey(row, stranger.named.publishableKey, stranger.named)) {
        const reply = await ask(route, own, plain)
        expect(reply.statusCode, reply.body).toBe(200)
        expect(reply.headers['access-control-allow-origin']).toBe('*')
      }
    },
  )

  test.each(taking('publishable key').filter(([route]) => methodOf(route) !== 'GET'))(
    '%s refuses a secret key from a page, and notes it, and one that has ended',
    async (route, row) => {
      for (const asked of row.asks(victim.named)) {
        const reply = await ask(route, asked, { ...bearer(victim.secretKey), ...plain })
        expect([reply.statusCode, reply.json().code]).toEqual([403, 'secret-key-in-browser'])
        for (const key of ended.secret) {
          const headers = { ...bearer(key), 'content-type': 'application/json' }
          expect((await ask(route, asked, headers)).statusCode).toBe(401)
        }
      }
      await expectNoted()
    },
  )
})

test.each(taking('nothing'))('%s tells everybody the same', async (route, row) => {
  for (const asked of row.asks(victim.named)) {
    const headers = { host: 'localhost' }
    const without = await ask(route, asked, headers)
    expect(without.statusCode).toBe(200)
    const withKey = await ask(route, asked, { ...headers, ...bearer(victim.secretKey) })
    expect(withKey.statusCode).toBe(200)
    expectNothingOfVictim(withKey, asked)
  }
  expect(await dump(service)).toEqual(before)
})

test('every address refuses every other method with those that it has, whoever asks', async () => {
  const addresses = new Map<string, string[]>()
  for (const route of listRoutes(service.app)) {
    const [method = '', url = ''] = route.split(' ')
    addresses.set(url, [...(addresses.get(url) ?? []), method])
  }
  for (const [url, methods] of addresses) {
    // An address may also be that of something with a name: /v1/invitations/look.
    const named = [...addresses].filter(([other]) => addressPattern(other).test(url) && other !== url)
    methods.push(...named.flatMap(([, others]) => others).filter(method => !methods.includes(method)))
    const isPublic = taking('publishable key').some(([route]) => route.endsWith(` ${url}`))
    // A page asks before it posts JSON.
    const taken = isPublic ? [...methods, 'OPTIONS'] : methods
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']) {
      if (taken.includes(method)) continue
      const address = url.replace(':publishableKey', victim.named.publishableKey).replace(/:\w+/, 'victim')
      const reply = await service.app.inject({
        method: method as 'GET',
        url: address,
        headers: bearer(victim.secretKey),
      })
      const asked = `${method} ${url}`
      expect([asked, reply.statusCode, reply.headers.allow]).toEqual([asked, 405, methods.sort().join(', ')])
      if (method !== 'HEAD') expect(reply.json().code, asked).toBe('method-not-allowed')
    }
  }
  expect(addresses.size).toBeGreaterThan(20)
  expect(await dump(service)).toEqual(before)
})

/** Nothing has changed, but for when a session was last used. */
async function expectNothingDone() {
  const { sessions: _now, ...others } = await dump(service)
  const { sessions: _then, ...othersBefore } = before
  expect(others).toEqual(othersBefore)
}

/** The victim's log has one more entry, that a secret key came from a page; nothing else has changed. */
async function expectNoted() {
  const { audit_log: log = '', ...others } = await dump(service)
  const { audit_log: logBefore = '', ...othersBefore } = before
  expect(others).toEqual(othersBefore)
  const added = log.split('\n').filter(entry => !logBefore.split('\n').includes(entry))
  expect(added).toHaveLength(1)
  expect(added[0]).toContain('secret-key-in-browser')
  expect(added[0]).toContain(victim.id)
}

/** What was asked may come back; nothing else of the victim does. */
function expectNothingOfVictim({ body }: LightMyRequestResponse, asked: Asked) {
  const said = JSON.stringify(asked)
  const names = [victim.id, victim.secretKey, 'victim', ...Object.values(victim.named)]
  for (const name of names) if (!said.includes(name)) expect(body).not.toContain(name)
}
