import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, test } from 'vitest'
import { createProject } from '../src/domain/keys/createProject.ts'
import { type Claims, forgeIdentity, signIdentity, signWithKeyPair } from './identityToken.ts'
import {
  ask,
  beforeEachShop,
  day,
  hour,
  minute,
  rejected,
  rowOf,
  type Shop,
  stateOf,
  stored,
  wrongCounts,
} from './recordingApp.ts'

let service: Shop['service']
let project: Shop['project']
let nps: Shop['nps']
let secret: string
beforeEachShop(shop => {
  ;({ service, project, nps } = shop)
})
beforeEach(async () => {
  secret = await makeSecret()
})

const admin = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', path = '', body?: unknown) =>
  service.admin(method, `/v1/project${path}`, body, project.secretKey)

async function makeSecret(): Promise<string> {
  return (await admin('POST', '/identity-secret')).json().secret
}

async function setIdentity(identity: 'off' | 'prefer' | 'enforce') {
  const reply = await admin('PUT', '', { name: 'Shop', origins: [], theme: {}, identity })
  expect(reply.statusCode).toBe(200)
}

/** What a good identity of customer-17 claims, made a minute ago. */
function claimsWith(change: Claims = {}): Claims {
  const now = service.clock.now / 1_000
  return { sub: 'customer-17', aud: project.publishableKey, iat: now - 60, exp: now + 540, ...change }
}

const identityWith = (change?: Claims) => signIdentity(secret, claimsWith(change))
const post = (...items: unknown[]) => service.post(project.publishableKey, ...items)
const row = (id: unknown) => rowOf(service.db, id)

describe('an identity', () => {
  test('makes its subject the respondent, verified, whoever the page says it is', async () => {
    await setIdentity('enforce')
    const state = stateOf(nps, { respondent: 'customer-18', identity: await identityWith(), score: 9 })
    expect(await post(state)).toEqual([stored(state.id)])
    expect(await row(state.id)).toMatchObject({ respondent: 'customer-17', verified: true, flags: [] })
  })

  test('brings metadata that stand above those of the page, as far as the touchpoint takes them', async () => {
    await setIdentity('prefer')
    const metadata = { plan: 'string', orderValue: 'number', items: 'number' }
    const asked = await ask(service.db, project.id, service.clock.now, { metadata })
    const identity = await identityWith({ metadata: { plan: 'gold', orderValue: 'much', card: '4' } })
    const state = stateOf(asked, { identity, metadata: { plan: 'free', orderValue: 3, items: 2 } })
    expect(await post(state)).toEqual([stored(state.id)])
    expect(await row(state.id)).toMatchObject({ metadata: { plan: 'gold', items: 2 }, dropped_keys: 2 })
  })

  test('comes first where its metadata and those of the page are too many together', async () => {
    await setIdentity('prefer')
    const keys = (letter: string, length: number) =>
      Object.fromEntries(Array.from({ length }, (_, at) => [`${letter}${at}`, at]))
    const identity = await identityWith({ metadata: keys('s', 20) })
    const state = stateOf(nps, { identity, metadata: keys('p', 32) })
    expect(await post(state)).toEqual([stored(state.id)])
    expect(await row(state.id)).toMatchObject({
      metadata: { ...keys('s', 20), ...keys('p', 12) },
      dropped_keys: 20,
    })
  })

  test('vouches for what was done before it ended, whenever that arrives', async () => {
    await setIdentity('enforce')
    const identity = await identityWith()
    service.clock.now += 3 * day
    const past = 3 * day - 9 * minute
    const inTime = stateOf(nps, { identity, shownAgoMs: past + 5_000, changedAgoMs: past + 1, score: 9 })
    const tooLate = stateOf(nps, { identity, shownAgoMs: past + 5_000, changedAgoMs: past, score: 9 })
    expect(await post(inTime, tooLate)).toEqual([
      stored(inTime.id),
      rejected(tooLate.id, 'identity-required', '/identity'),
    ])
  })

  test('may come from a clock that is a little ahead, or begin a little later', async () => {
    await setIdentity('enforce')
    const now = service.clock.now / 1_000
    const states = await Promise.all(
      [
        { iat: now + 59, exp: now + 600 },
        { nbf: now + 59 },
        { iat: now - 3_000, exp: now + 600 },
        { aud: ['pk_other', project.publishableKey] },
      ].map(async change => stateOf(nps, { identity: await identityWith(change) })),
    )
    expect(await post(...states)).toEqual(states.map(({ id }) => stored(id)))
  })

  const now = () => service.clock.now / 1_000
  const faults: [string, () => string | Promise<string>][] = [
    ['is not signed', () => forgeIdentity({ alg: 'none' }, claimsWith())],
    ['says that it is not signed, and is', () => forgeIdentity({ alg: 'none' }, claimsWith(), secret)],
    ['claims another algorithm', () => forgeIdentity({ alg: 'HS512' }, claimsWith(), secret)],
    ['is signed with a key pair', () => signWithKeyPair(claimsWith())],
    ['is signed with another secret', () => signIdentity(`is_${'x'.repeat(43)}`, claimsWith())],
    ['is signed with the publishable key', () => signIdentity(project.publishableKey, claimsWith())],
    ['is signed with nothing', () => forgeIdentity({ alg: 'HS256' }, claimsWith(), '')],
    [
      'must be understood otherwise',
      () => forgeIdentity({ alg: 'HS256', ...{ crit: ['x'], x: 1 } }, claimsWith(), secret),
    ],
    ['is for another project', () => identityWith({ aud: 'pk_other' })],
    ['is for everybody', () => identityWith({ aud: undefined })],
    ['is for a list without us', () => identityWith({ aud: ['pk_other'] })],
    ['has ended', () => identityWith({ exp: now() })],
    ['ended long ago', () => identityWith({ iat: now() - 7_200, exp: now() - 3_600 })],
    ['lasts for ten years', () => identityWith({ exp: now() + 315_360_000 })],
    ['lasts for a second too long', () => identityWith({ exp: now() + 3_541 })],
    ['begins in ten years', () => identityWith({ iat: now() + 315_360_000, exp: now() + 315_363_600 })],
    [
      'was made in ten years, and begun',
      () => identityWith({ iat: now() + 315_360_000, exp: now() + 315_363_600, nbf: now() }),
    ],
    ['has not begun', () => identityWith({ nbf: now() + 61 })],
    ['ends before it begins', () => identityWith({ iat: now() + 50, exp: now() + 40 })],
    ['never ends', () => identityWith({ exp: undefined })],
    ['never began', () => identityWith({ iat: undefined })],
    ['ends at a word', () => identityWith({ exp: 'tomorrow' })],
    ['names nobody', () => identityWith({ sub: undefined })],
    ['names nothing', () => identityWith({ sub: '' })],
    ['names nothing that can be stored', () => identityWith({ sub: '\u0000' })],
    ['names somebody at length', () => identityWith({ sub: 'x'.repeat(129) })],
    ['names a number', () => identityWith({ sub: 17 })],
    ['has metadata that are no metadata', () => identityWith({ metadata: { deep: { er: 1 } } })],
    ['has keys that are none', () => identityWith({ metadata: { 'no key': 1 } })],
    ['is garbage', () => 'garbage'],
    ['is garbage in three parts', () => 'a.b.c'],
    ['is empty', () => ''],
    ['is no JSON', () => forgeIdentity({ alg: 'HS256' }, 'text' as never, secret)],
    ['says null', () => forgeIdentity({ alg: 'HS256' }, null as never, secret)],
    ['has a longer signature', async () => `${await identityWith()}A`],
    ['has lost its signature', async () => (await identityWith()).replace(/\.[^.]*$/, '.')],
  ]

  test.each(faults)(
    'that %s is refused where it is enforced, else stored unverified and flagged',
    async (_what, make) => {
      const identity = await make()
      await setIdentity('enforce')
      const state = stateOf(nps, { respondent: 'customer-18', identity, score: 9 })
      expect(await post(state)).toEqual([rejected(state.id, 'identity-required', '/identity')])
      expect(await row(state.id)).toBeUndefined()
      await setIdentity('prefer')
      expect(await post(state)).toEqual([stored(state.id)])
      expect(await row(state.id)).toMatchObject({
        respondent: 'customer-18',
        verified: false,
        flags: ['identity-invalid'],
      })
    },
  )

  test('of 20 kB is refused whatever the project asks for, with the answer beside it stored', async () => {
    await setIdentity('prefer')
    const good = stateOf(nps)
    const long = stateOf(nps, { identity: await identityWith({ metadata: { long: 'x'.repeat(2_000) } }) })
    expect(await post(long, good)).toEqual([
      rejected(long.id, 'validation-failed', '/identity'),
      stored(good.id),
    ])
    const body = JSON.stringify({
      key: project.publishableKey,
      responses: [{ ...good, identity: 'x'.repeat(20_000) }],
    })
    expect((await service.postBody(body)).statusCode).toBe(413)
  })

  test('is required of pages where it is enforced, and of one response no less than of its neighbours', async () => {
    await setIdentity('enforce')
    const without = stateOf(nps, { respondent: 'customer-17' })
    const withOne = stateOf(nps, { identity: await identityWith() })
    expect(await post(without, withOne)).toEqual([
      rejected(without.id, 'identity-required', '/identity'),
      stored(withOne.id),
    ])
  })

  test('may be left out where it is preferred', async () => {
    await setIdentity('prefer')
    const state = stateOf(nps, { respondent: 'customer-17' })
    expect(await post(state)).toEqual([stored(state.id)])
    expect(await row(state.id)).toMatchObject({
      respondent: 'customer-17',
      verified: false,
      flags: ['unsigned'],
    })
  })

  test.each(['good', 'garbage'])('is not looked at where it is off, be it %s', async kind => {
    const identity = kind === 'good' ? await identityWith() : kind
    const state = stateOf(nps, { respondent: 'customer-18', identity })
    expect(await post(state)).toEqual([stored(state.id)])
    expect(await row(state.id)).toMatchObject({ respondent: 'customer-18', verified: false, flags: [] })
  })

  test('that comes later vouches for the respondent who stands, and for no other', async () => {
    await setIdentity('prefer')
    const own = stateOf(nps, { respondent: 'customer-17' })
    const others = stateOf(nps, { respondent: 'random-1' })
    await post(own, others)
    const later = { seq: 2, identity: await identityWith(), score: 9 }
    expect(await post({ ...own, ...later }, { ...others, ...later })).toEqual([
      stored(own.id),
      stored(others.id),
    ])
    expect(await row(own.id)).toMatchObject({ respondent: 'customer-17', verified: true })
    expect(await row(others.id)).toMatchObject({ respondent: 'random-1', verified: false })
  })

  test('no longer vouches for what somebody changed without it, until it is back', async () => {
    await setIdentity('prefer')
    const identity = await identityWith()
    const state = stateOf(nps, { identity, score: 9 })
    const another = { identity: await identityWith({ sub: 'customer-18' }) }
    await post(state)
    const changes: [change: object, row: object][] = [
      [{ identity: undefined }, { verified: false, flags: ['unsigned'] }],
      [{}, { verified: true, flags: [] }],
      [{ identity: 'garbage' }, { verified: false, flags: ['identity-invalid'] }],
      [another, { verified: false, flags: [] }],
      [{}, { verified: true, flags: [] }],
      [another, { verified: false, flags: ['identity-invalid'] }],
    ]
    for (const [at, [change, expected]] of changes.entries()) {
      const seq = at + 2
      expect(await post({ ...state, seq, score: at, ...change })).toEqual([stored(state.id)])
      expect(await row(state.id)).toMatchObject({
        seq,
        score: at,
        respondent: 'customer-17',
        ...expected,
      })
    }
    expect(await wrongCounts(service.db)).toEqual([])
  })

  test('of another respondent changes nothing where it is enforced', async () => {
    await setIdentity('enforce')
    const state = stateOf(nps, { identity: await identityWith(), score: 9 })
    const other = { ...state, identity: await identityWith({ sub: 'customer-18' }), seq: 2, score: 0 }
    expect(await post(state)).toEqual([stored(state.id)])
    expect(await post(other)).toEqual([rejected(state.id, 'identity-required', '/identity')])
    expect(await row(state.id)).toMatchObject({ seq: 1, score: 9, respondent: 'customer-17', verified: true })
    expect(await post({ ...state, seq: 2, score: 8 })).toEqual([stored(state.id)])
    expect(await post(other)).toEqual([{ id: state.id, status: 'unchanged' }])
    expect(await row(state.id)).toMatchObject({ score: 8, verified: true, flags: [] })
    expect(await wrongCounts(service.db)).toEqual([])
  })

  test('is none of a server that names nobody, and takes nothing from it', async () => {
    await setIdentity('prefer')
    const state = stateOf(nps, { respondent: 'customer-17', score: 9 })
    const { respondent: _, ...later } = { ...state, seq: 2, score: 8 }
    for (const each of [state, later]) {
      await service.app.inject({
        method: 'POST',
        url: '/v1/responses',
        headers: { authorization: `Bearer ${project.secretKey}` },
        payload: { responses: [each] },
      })
    }
    expect(await row(state.id)).toMatchObject({ score: 8, respondent: 'customer-17', verified: true })
  })

  test('is not needed by a server, whose secret key vouches as well; a bad one is refused all the same', async () => {
    await setIdentity('enforce')
    const server = async (...responses: unknown[]) => {
      const headers = { authorization: `Bearer ${project.secretKey}` }
      const reply = await service.app.inject({
        method: 'POST',
        url: '/v1/responses',
        headers,
        payload: { responses },
      })
      return reply.json().results
    }
    const own = stateOf(nps, { respondent: 'customer-17' })
    const nobody = stateOf(nps)
    const bad = stateOf(nps, { respondent: 'customer-17', identity: 'garbage' })
    expect(await server(own, nobody, bad)).toEqual([
      stored(own.id),
      stored(nobody.id),
      rejected(bad.id, 'identity-required', '/identity'),
    ])
    expect(await row(own.id)).toMatchObject({ respondent: 'customer-17', verified: true })
    expect(await row(nobody.id)).toMatchObject({ respondent: null, verified: false })
  })

  test('of a secret that another process made a moment ago is known before it is refused', async () => {
    await setIdentity('enforce')
    await post(stateOf(nps, { identity: await identityWith() }))
    const { makeIdentitySecret } = await import('../src/domain/keys/makeIdentitySecret.ts')
    const { createSealing } = await import('../src/domain/keys/sealing.ts')
    const sealing = createSealing(service.config.secret)
    secret = (await makeIdentitySecret(service.db, sealing, project.id, service.clock.now)).secret
    const state = stateOf(nps, { identity: await identityWith() })
    expect(await post(state)).toEqual([stored(state.id)])
  })

  test('is made as the documentation says', async () => {
    await setIdentity('enforce')
    service.clock.now = Date.now()
    const docs = readFileSync(fileURLToPath(new URL('../../../docs/http-api.md', import.meta.url)), 'utf8')
    const code = /```js\n(\/\/ identity\.js\n.*?)```/s
      .exec(docs)?.[1]
      ?.replace('pk_demo', project.publishableKey)
    process.env.TYCK_IDENTITY_SECRET = secret
    const { identityOf } = await import(`data:text/javascript,${encodeURIComponent(`${code}`)}`)
    const state = stateOf(nps, { identity: identityOf({ id: 'customer-å', plan: 'gold' }) })
    expect(await post(state)).toEqual([stored(state.id)])
    expect(await row(state.id)).toMatchObject({
      respondent: 'customer-å',
      verified: true,
      metadata: { plan: 'gold' },
    })
  })
})

describe('the secret for identities', () => {
  const sign = (by: string) => signIdentity(by, claimsWith())
  const isTaken = async (by: string) =>
    (await post(stateOf(nps, { identity: await sign(by) })))[0]?.status === 'stored'

  beforeEach(() => setIdentity('enforce'))

  test('is told once, and kept encrypted', async () => {
    const reply = await admin('POST', '/identity-secret')
    expect(reply.statusCode).toBe(201)
    expect(reply.headers['cache-control']).toBe('no-store')
    expect(reply.json()).toEqual({
      secret: expect.stringMatching(/^is_[\w-]{43}$/),
      createdAt: '2026-05-17T10:30:00.000Z',
    })
    const stored = await service.db.selectFrom('identity_secrets').selectAll().execute()
    for (const { sealed } of stored) {
      expect(sealed.length).toBeGreaterThan(46)
      expect(sealed.toString('latin1')).not.toContain(reply.json().secret.slice(3, 20))
    }
    expect((await admin('GET')).body).not.toContain(reply.json().secret)
  })

  test('goes on for a day beside the one that follows it', async () => {
    service.clock.now += hour
    const next = await makeSecret()
    expect(next).not.toBe(secret)
    expect((await admin('GET')).json().identitySecrets).toEqual([
      { createdAt: '2026-05-17T11:30:00.000Z', expiresAt: null },
      { createdAt: '2026-05-17T10:30:00.000Z', expiresAt: '2026-05-18T11:30:00.000Z' },
    ])
    service.clock.now += day - 1
    expect([await isTaken(secret), await isTaken(next)]).toEqual([true, true])
    service.clock.now += 1
    expect([await isTaken(secret), await isTaken(next)]).toEqual([false, true])
    expect((await admin('GET')).json().identitySecrets).toHaveLength(1)
  })

  test('ends no later for what comes after its successor', async () => {
    await makeSecret()
    service.clock.now += 23 * hour
    await makeSecret()
    service.clock.now += hour
    expect(await isTaken(secret)).toBe(false)
  })

  test('is not lost to somebody who repeats the request, and there are never more than five', async () => {
    for (let made = 0; made < 3; made++) await makeSecret()
    expect(await isTaken(secret)).toBe(true)
    await Promise.all(Array.from({ length: 8 }, makeSecret))
    expect((await admin('GET')).json().identitySecrets).toHaveLength(5)
  })

  test('is revoked at once, with those before it', async () => {
    const next = await makeSecret()
    expect(await isTaken(next)).toBe(true)
    const reply = await admin('DELETE', '/identity-secret')
    expect(reply.statusCode).toBe(204)
    expect(reply.body).toBe('')
    expect([await isTaken(secret), await isTaken(next)]).toEqual([false, false])
    expect((await admin('GET')).json().identitySecrets).toEqual([])
    expect((await admin('DELETE', '/identity-secret')).statusCode).toBe(204)
  })

  test("is the project's own", async () => {
    const other = await createProject(service.db, 'Other')
    const theirs = (
      await service.admin('POST', '/v1/project/identity-secret', undefined, other.secretKey)
    ).json().secret
    expect(await isTaken(theirs)).toBe(false)
    await service.admin('DELETE', '/v1/project/identity-secret', undefined, other.secretKey)
    expect(await isTaken(secret)).toBe(true)
  })

  test('opens for no other project, and where it does not open nobody is verified', async () => {
    const other = await createProject(service.db, 'Other')
    await service.db
      .updateTable('identity_secrets')
      .set({ project_id: other.id })
      .where('project_id', '=', project.id)
      .execute()
    await service.admin(
      'PUT',
      '/v1/project',
      { name: 'Other', origins: [], theme: {}, identity: 'enforce' },
      other.secretKey,
    )
    const asked = await ask(service.db, other.id, service.clock.now)
    const identity = await signIdentity(secret, claimsWith({ aud: other.publishableKey }))
    const [result] = await service.post(other.publishableKey, stateOf(asked, { identity }))
    expect(result).toMatchObject({ status: 'rejected', code: 'identity-required' })
  })

  test('is nothing for a publishable key', async () => {
    for (const method of ['POST', 'DELETE'] as const) {
      const reply = await service.admin(
        method,
        '/v1/project/identity-secret',
        undefined,
        project.publishableKey,
      )
      expect(reply.statusCode).toBe(401)
    }
  })
})
