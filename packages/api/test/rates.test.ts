import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Config, readConfig } from '../src/config.ts'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { type Asked, ask, countRows, stateOf } from './recordingApp.ts'
import { type Service, startService } from './service.ts'

let service: Service
let nps: Asked

/** The service with the limits that it has by default, unless told otherwise. */
async function start(change: Partial<Config> = {}) {
  service = await startService({ rates: readConfig({}).rates, ...change })
  nps = await ask(service.db, service.keys.id, service.clock.now)
}
beforeEach(() => start())
afterEach(() => service.close())

async function restart(change: Partial<Config>) {
  await service.close()
  await start(change)
}

interface From {
  address?: string
  headers?: Record<string, string>
  key?: string
  asked?: Asked
}

/** A post of `count` responses by a page. */
const post = (count = 1, { address = '192.0.2.1', headers = {}, key, asked = nps }: From = {}) =>
  service.app.inject({
    method: 'POST',
    url: '/v1/responses',
    remoteAddress: address,
    headers: { 'content-type': 'text/plain', origin: 'https://shop.example', ...headers },
    payload: JSON.stringify({
      key: key ?? service.keys.publishableKey,
      responses: Array.from({ length: count }, () => stateOf(asked)),
    }),
  })

/** How many of `times` posts are taken. */
async function taken(times: number, one: () => ReturnType<typeof post>): Promise<number> {
  let count = 0
  for (let time = 0; time < times; time += 1) {
    const { statusCode } = await one()
    if (statusCode === 200) count += 1
    else expect(statusCode).toBe(429)
  }
  return count
}

const problemOf = ({ statusCode, headers, json }: Awaited<ReturnType<typeof post>>) => ({
  status: statusCode,
  retryAfter: headers['retry-after'],
  type: headers['content-type'],
  origin: headers['access-control-allow-origin'],
  exposed: headers['access-control-expose-headers'],
  ...(({ code, retryable }) => ({ code, retryable }))(json()),
})

const tooMany = {
  status: 429,
  code: 'too-many-requests',
  retryable: true,
  type: 'application/problem+json; charset=utf-8',
  origin: '*',
  exposed: 'Retry-After, ETag',
}

describe('an address', () => {
  test('may post a burst of 600 responses, and 20 a second from then on', async () => {
    expect(await taken(30, () => post(20))).toBe(30)
    expect(problemOf(await post())).toEqual({ ...tooMany, retryAfter: '1' })
    expect(problemOf(await post(20))).toEqual({ ...tooMany, retryAfter: '1' })
    service.clock.now += 1_000
    expect(await taken(25, () => post())).toBe(20)
    expect(await countRows(service.db)).toBe(620)
  })

  test('that brings 10,000 answers in 10 s is refused most of them, however many it has in a post', async () => {
    let posts = 0
    for (let second = 0; second < 10; second += 1) {
      posts += await taken(40, () => post(20))
      service.clock.now += 1_000
    }
    expect(posts * 20).toBe(600 + 9 * 20)
  })

  test('is told when to come back, and may then', async () => {
    await taken(30, () => post(20))
    await post(1)
    const reply = await post(20)
    expect(reply.statusCode).toBe(429)
    service.clock.now += Number(reply.headers['retry-after']) * 1_000
    expect((await post(20)).statusCode).toBe(200)
  })

  test('is every address of an IPv6 /64, for one household has all of them', async () => {
    let host = 0
    const within = (network: string) => () => {
      host += 1
      return post(20, { address: `${network}:${host.toString(16)}:1:2:3` })
    }
    expect(await taken(40, within('2001:db8:0:1'))).toBe(30)
    expect(await taken(1, within('2001:db8:0:2'))).toBe(1)
  })

  test('is the same in IPv4 and mapped into IPv6', async () => {
    await taken(30, () => post(20, { address: '::ffff:192.0.2.1' }))
    expect((await post(1, { address: '192.0.2.1' })).statusCode).toBe(429)
    expect((await post(1, { address: '::ffff:192.0.2.2' })).statusCode).toBe(200)
  })

  test('does not hurt another one, nor another project', async () => {
    const other = await createProject(service.db, 'Other shop')
    const asked = await ask(service.db, other.id, service.clock.now)
    await taken(40, () => post(20))
    expect((await post(20, { address: '192.0.2.2' })).statusCode).toBe(200)
    expect((await post(20, { address: '192.0.2.3', key: other.publishableKey, asked })).statusCode).toBe(200)
  })

  test('of 300 people behind one NAT is not refused once in five minutes', async () => {
    // Each is shown a question, answers and comments; and the first hundred at the same time.
    const startedAt = service.clock.now
    let refused = 0
    for (let person = 0; person < 300; person += 1) {
      service.clock.now = startedAt + Math.max(0, person - 100) * 1_500
      for (let state = 0; state < 3; state += 1) refused += (await post()).statusCode === 200 ? 0 : 1
    }
    expect(service.clock.now - startedAt).toBeLessThanOrEqual(5 * 60_000)
    expect(refused).toBe(0)
  })

  test('is counted anew each day', async () => {
    await taken(30, () => post(20))
    expect((await post()).statusCode).toBe(429)
    service.clock.now = Date.parse('2026-03-02T00:00:00Z')
    expect((await post(20)).statusCode).toBe(200)
  })

  test('is refused before anything of its body is read', async () => {
    await taken(30, () => post(20))
    const reply = await service.app.inject({
      method: 'POST',
      url: '/v1/responses',
      remoteAddress: '192.0.2.1',
      headers: { 'content-type': 'text/plain', 'content-length': '16385' },
      payload: 'x'.repeat(16_385),
    })
    expect(reply.statusCode).toBe(429)
  })

  test('may ask as often whether somebody may be asked', async () => {
    const eligibility = () =>
      service.app.inject({
        method: 'POST',
        url: '/v1/eligibility',
        remoteAddress: '192.0.2.1',
        headers: { 'content-type': 'text/plain', origin: 'https://shop.example' },
        payload: JSON.stringify({
          key: service.keys.publishableKey,
          touchpoint: nps.key,
          respondent: 'r-1',
        }),
      })
    expect((await eligibility()).statusCode).toBe(200)
    await taken(29, () => post(20))
    expect(await taken(25, eligibility)).toBe(19)
    expect(problemOf(await eligibility())).toEqual({ ...tooMany, retryAfter: '1' })
  })

  test('gets the surveys of a project that is known as often as it asks, and of others as often as that costs', async () => {
    const surveys = (key: string) => () =>
      service.app.inject({ url: `/v1/projects/${key}/surveys`, remoteAddress: '192.0.2.1' })
    await surveys(service.keys.publishableKey)()
    let unknown = 0
    for (let time = 0; time < 610; time += 1) {
      const { statusCode } = await surveys(`pk_unknown${time}`)()
      if (statusCode === 404) unknown += 1
      else expect(statusCode).toBe(429)
    }
    expect(unknown).toBe(599)
    expect((await surveys(service.keys.publishableKey)()).statusCode).toBe(200)
    expect(problemOf(await surveys('pk_unknown')())).toEqual({ ...tooMany, retryAfter: '1' })
  })

  test('is asked nothing by a preflight', async () => {
    const preflight = () =>
      service.app.inject({
        method: 'OPTIONS',
        url: '/v1/responses',
        remoteAddress: '192.0.2.1',
        headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
      })
    await taken(30, () => post(20))
    expect((await preflight()).statusCode).toBe(204)
  })
})

describe('X-Forwarded-For', () => {
  let forged = 0
  /** What a caller writes itself, and what the proxy in front of us adds. */
  const forwarded = (added: string) => {
    forged += 1
    return { 'x-forwarded-for': `198.51.100.${forged % 256}${added && `, ${added}`}` }
  }

  test('means nothing where no proxy is trusted', async () => {
    expect(await taken(40, () => post(20, { headers: forwarded('') }))).toBe(30)
  })

  test('counts from its right, up to the first that is not a trusted proxy', async () => {
    await restart({ trustedProxies: ['10.0.0.0/8'] })
    const through = (client: string) => () =>
      post(20, { address: '10.0.0.1', headers: forwarded(`${client}, 10.0.0.2`) })
    expect(await taken(40, through('192.0.2.1'))).toBe(30)
    expect(await taken(1, through('192.0.2.2'))).toBe(1)
    expect(await taken(40, through('2001:db8::1'))).toBe(30)
    expect(await taken(1, through('2001:db8::2'))).toBe(0)
  })

  test('means nothing from who is not a trusted proxy', async () => {
    await restart({ trustedProxies: ['10.0.0.0/8'] })
    expect(await taken(40, () => post(20, { headers: forwarded('') }))).toBe(30)
  })

  test('without an address in it is the proxy that wrote it', async () => {
    await restart({ trustedProxies: ['10.0.0.1'] })
    let name = 0
    const nameless = () => {
      name += 1
      return post(20, { address: '10.0.0.1', headers: { 'x-forwarded-for': `unknown-${name}` } })
    }
    expect(await taken(40, nameless)).toBe(30)
  })

  test('is hinted at once in the log, without an address, where a proxy is perhaps not trusted', async () => {
    const warnings = vi.spyOn(service.app.log, 'warn')
    await taken(40, () => post(20, { headers: forwarded('') }))
    const hints = warnings.mock.calls.filter(call => JSON.stringify(call).includes('TYCK_TRUSTED_PROXIES'))
    expect(hints).toHaveLength(1)
    expect(JSON.stringify(warnings.mock.calls)).not.toMatch(/192\.0|198\.51/)
  })
})

describe('a project', () => {
  const many = { perAddress: null, perProject: { perSecond: 100, burst: 100 } }
  let host = 0
  /** Everybody posts from an address of their own. */
  const anybody = () => {
    host += 1
    return { address: `10.1.${host >> 8}.${host & 255}` }
  }

  test('may take so many responses in a second, from however many addresses', async () => {
    await restart({ rates: many })
    expect(await taken(10, () => post(20, anybody()))).toBe(5)
    expect(problemOf(await post(1, anybody()))).toEqual({ ...tooMany, retryAfter: '1' })
    service.clock.now += 500
    expect(await taken(60, () => post(1, anybody()))).toBe(50)
    expect(await countRows(service.db)).toBe(150)
  })

  test('that has too many hurts no other one', async () => {
    await restart({ rates: many })
    const other = await createProject(service.db, 'Other shop')
    const asked = await ask(service.db, other.id, service.clock.now)
    await taken(10, () => post(20, anybody()))
    expect(await taken(5, () => post(20, { ...anybody(), key: other.publishableKey, asked }))).toBe(5)
  })

  test('has 2,000 responses a second unless told otherwise', async () => {
    expect(await taken(101, () => post(20, anybody()))).toBe(100)
  })

  test('is not filled up by who may not post for it', async () => {
    await restart({ rates: many })
    await service.db
      .updateTable('projects')
      .set({ origins: ['https://shop.example'] })
      .where('id', '=', service.keys.id)
      .execute()
    for (let time = 0; time < 10; time += 1) {
      const reply = await post(20, { ...anybody(), headers: { origin: 'https://evil.example' } })
      expect(reply.statusCode).toBe(403)
    }
    expect((await post(20, anybody())).statusCode).toBe(200)
  })
})

describe('a server', () => {
  const byServer = (app: FastifyInstance, { secretKey }: Pick<ProjectKeys, 'secretKey'>) =>
    app.inject({
      method: 'POST',
      url: '/v1/responses',
      remoteAddress: '192.0.2.1',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secretKey}` },
      payload: JSON.stringify({ responses: Array.from({ length: 20 }, () => stateOf(nps)) }),
    })

  test('with a secret key has one address for many people, and is limited as its project is', async () => {
    const perAddress = { perSecond: 1, burst: 20 }
    await restart({ rates: { perAddress, perProject: { perSecond: 500, burst: 500 } } })
    expect(await taken(30, () => byServer(service.app, service.keys))).toBe(25)
    const admin = () => service.admin('GET', '/v1/project')
    expect(await taken(30, admin)).toBe(30)
  })

  test('that tries secret keys is refused after 600, until it waits, and no page beside it', async () => {
    const statuses: number[] = []
    for (let time = 0; time < 610; time += 1) {
      statuses.push((await byServer(service.app, { secretKey: `sk_guess${time}` })).statusCode)
    }
    expect(statuses).toEqual([...Array(600).fill(401), ...Array(10).fill(429)])
    const admin = () =>
      service.app.inject({
        url: '/v1/project',
        remoteAddress: '192.0.2.1',
        headers: { authorization: 'Bearer sk_guess' },
      })
    expect(problemOf(await admin())).toEqual({ ...tooMany, retryAfter: '1' })
    expect((await post()).statusCode).toBe(200)
    service.clock.now += 1_000
    expect((await admin()).statusCode).toBe(401)
  })
})

test('without limits nothing is refused', async () => {
  await restart({ rates: { perAddress: null, perProject: null } })
  expect(await taken(150, () => post(20))).toBe(150)
})

test('says in one short line that there is too much, however much is refused', async () => {
  await taken(30, () => post(20))
  const warnings = vi.spyOn(service.app.log, 'warn')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  expect(await taken(20, () => post())).toBe(0)
  vi.advanceTimersByTime(1_000)
  vi.useRealTimers()
  expect(warnings.mock.calls.map(([line]) => line)).toMatchObject([{ refused: 1 }, { refused: 19 }])
})
