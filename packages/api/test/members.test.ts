import type { Key } from '@tyck/shared/admin/keys'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makePasswordReset } from '../src/domain/accounts/resetPassword.ts'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { startRetention } from '../src/retention.ts'
import { insertMembership } from '../src/store/memberships.ts'
import { asking, cookieOf, fromConsole, makePerson, type Person } from './people.ts'
import { type Service, startService } from './service.ts'

let service: Service
let shop: ProjectKeys
let owner: Person

beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.close())
beforeEach(async () => {
  // Wrong passwords of the test before are forgotten.
  service.clock.now += 86_400_000
  shop = await createProject(service.db, 'Shop')
  owner = await makePerson(service, 'owner', shop.id)
})

const open = (url: string, payload: object) =>
  service.app.inject({ method: 'POST', url, headers: fromConsole, payload })
const tokenOf = (link: string) => link.split('#')[1] ?? ''
const codeOf = ({ statusCode, json }: Awaited<ReturnType<typeof open>>) => [statusCode, json().code]
const count = async (table: 'invitations' | 'password_resets' | 'sessions') =>
  (await service.db.selectFrom(table).select('hash').execute()).length
const address = () => `robin-${Math.random().toString(36).slice(2)}@shop.example`
const invite = async (email: string, role = 'editor') =>
  (await owner.ask('POST', '/v1/invitations', { email, role })).json()
const signIn = (email: string, password: string) => open('/v1/session', { email, password })
const join = (accountId: string, projectId: string, role: 'viewer' | 'owner' = 'viewer') =>
  insertMembership(service.db, { accountId, projectId, role, createdAt: new Date(service.clock.now) })

describe('an invitation', () => {
  test('lets somebody new in, with the role that it names, and signs them in', async () => {
    const email = address()
    service.clock.now += 1_000
    const made = await invite(email)
    expect(made).toEqual({
      id: expect.any(String),
      email,
      role: 'editor',
      createdAt: new Date(service.clock.now).toISOString(),
      expiresAt: new Date(service.clock.now + 7 * 86_400_000).toISOString(),
      link: expect.stringMatching(/^http:\/\/localhost\/invitation#[\w-]{43}$/),
    })
    const token = tokenOf(made.link)
    const seen = await open('/v1/invitations/look', { token })
    expect(seen.json()).toEqual({ project: { name: 'Shop' }, email, role: 'editor', knowsAccount: false })
    const given = { token, name: 'Robin Ek', password: 'eight oaks in a row' }
    const reply = await open('/v1/invitations/accept', given)
    expect(reply.json()).toEqual({
      account: { id: expect.any(String), email, name: 'Robin Ek' },
      projects: [{ id: shop.id, name: 'Shop', role: 'editor', demo: false }],
      projectId: shop.id,
    })
    const robin = asking(service, cookieOf(reply) ?? '', shop.id)
    expect((await robin('PUT', '/v1/touchpoints/made.by.robin', { name: 'Made' })).statusCode).toBe(200)
    expect((await signIn(email.toUpperCase(), given.password)).statusCode).toBe(200)
    expect((await owner.ask('GET', '/v1/invitations')).json().invitations).toEqual([])
    expect((await owner.ask('GET', '/v1/members')).json().members).toMatchObject([
      { email: owner.email, role: 'owner' },
      { email, name: 'Robin Ek', role: 'editor', since: made.createdAt },
    ])
    const { id } = reply.json().account
    await owner.ask('PUT', `/v1/members/${id}`, { role: 'viewer' })
    const { entries } = (await owner.ask('GET', '/v1/audit')).json()
    const asOwner = { account: { id: owner.id, name: owner.name, email: owner.email } }
    const asRobin = { account: { id, name: 'Robin Ek', email } }
    for (const entry of [
      { ...asOwner, operation: 'createInvitation', target: made.id, role: 'editor' },
      { ...asRobin, operation: 'acceptInvitation', target: made.id, role: 'editor' },
      { ...asOwner, operation: 'putMember', target: id, role: 'viewer' },
    ]) {
      expect(entries).toContainEqual(expect.objectContaining(entry))
    }
  })

  test('asks who has an account for its password, and keeps their name', async () => {
    const robin = await makePerson(service, null)
    const token = tokenOf((await invite(robin.email.toUpperCase(), 'owner')).link)
    expect((await open('/v1/invitations/look', { token })).json().knowsAccount).toBe(true)
    const accept = (password: string) => open('/v1/invitations/accept', { token, name: 'Mallory', password })
    expect(codeOf(await accept('another password'))).toEqual([403, 'wrong-password'])
    const reply = await accept(robin.password)
    expect(reply.json()).toMatchObject({
      account: { id: robin.id, name: robin.name },
      projects: [{ id: shop.id, role: 'owner' }],
    })
  })

  test('does not let its maker try passwords for an address more often than at sign-in', async () => {
    const robin = await makePerson(service, null)
    const token = tokenOf((await invite(robin.email)).link)
    for (let time = 0; time < 20; time += 1) {
      const reply = await open('/v1/invitations/accept', { token, password: `wrong password ${time}` })
      expect(reply.statusCode).toBe(403)
    }
    const reply = await open('/v1/invitations/accept', { token, password: robin.password })
    expect([reply.statusCode, reply.headers['retry-after']]).toEqual([429, '60'])
    expect((await signIn(robin.email, robin.password)).statusCode).toBe(429)
  })

  test('lets one in where it is used ten times at once', async () => {
    const token = tokenOf((await invite(address())).link)
    const given = { token, name: 'Robin Ek', password: 'eight oaks in a row' }
    const replies = await Promise.all(Array.from({ length: 10 }, () => open('/v1/invitations/accept', given)))
    const ok = replies.filter(({ statusCode }) => statusCode === 200)
    expect(ok).toHaveLength(1)
    expect((await owner.ask('GET', '/v1/members')).json().members).toHaveLength(2)
    expect(codeOf(await open('/v1/invitations/look', { token }))).toEqual([410, 'link-expired'])
  })

  test('ends after a week, when it is taken back, when another takes its place, and with its project', async () => {
    const [late, back, email] = [address(), address(), address()]
    const links: string[] = [(await invite(late)).link]
    service.clock.now += 7 * 86_400_000
    const taken = await invite(back)
    await owner.ask('DELETE', `/v1/invitations/${taken.id}`)
    links.push(taken.link, (await invite(email)).link)
    const standing = (await invite(email.toUpperCase(), 'viewer')).link
    for (const link of links) {
      const token = tokenOf(link)
      const given = { token, name: 'Robin Ek', password: 'eight oaks in a row' }
      expect(codeOf(await open('/v1/invitations/look', { token }))).toEqual([410, 'link-expired'])
      expect(codeOf(await open('/v1/invitations/accept', given))).toEqual([410, 'link-expired'])
    }
    expect((await open('/v1/invitations/look', { token: tokenOf(standing) })).json().role).toBe('viewer')
    expect((await owner.ask('GET', '/v1/invitations')).json().invitations).toHaveLength(1)
    await owner.ask('DELETE', '/v1/project', { name: 'Shop' })
    expect((await open('/v1/invitations/look', { token: tokenOf(standing) })).statusCode).toBe(410)
  })

  test.each([
    ['is removed', (id: string) => owner.ask('DELETE', `/v1/members/${id}`)],
    ['is made an editor', (id: string) => owner.ask('PUT', `/v1/members/${id}`, { role: 'editor' })],
  ])('ends for good when the owner who made it %s', async (_what, end) => {
    const robin = await makePerson(service, 'owner', shop.id)
    const email = address()
    const made = await robin.ask('POST', '/v1/invitations', { email, role: 'owner' })
    const standing = tokenOf((await invite(address())).link)
    await end(robin.id)
    const token = tokenOf(made.json().link)
    const given = { token, name: 'Robin Ek', password: 'eight oaks in a row' }
    const refused = async () => [
      codeOf(await open('/v1/invitations/look', { token })),
      codeOf(await open('/v1/invitations/accept', given)),
    ]
    const expired = [410, 'link-expired']
    expect(await refused()).toEqual([expired, expired])
    expect((await owner.ask('GET', '/v1/invitations')).json().invitations).toHaveLength(1)
    expect((await open('/v1/invitations/look', { token: standing })).statusCode).toBe(200)
    await join(robin.id, shop.id)
    await owner.ask('PUT', `/v1/members/${robin.id}`, { role: 'owner' })
    expect(await refused()).toEqual([expired, expired])
  })

  test('that an owner made at the moment of their removal lets nobody in', async () => {
    const robin = await makePerson(service, 'owner', shop.id)
    const email = address()
    const { link } = (await robin.ask('POST', '/v1/invitations', { email, role: 'owner' })).json()
    // Only the membership goes, as if the invitation had been written just after.
    await service.db.deleteFrom('memberships').where('account_id', '=', robin.id).execute()
    const given = { token: tokenOf(link), name: 'Robin Ek', password: 'eight oaks in a row' }
    expect(codeOf(await open('/v1/invitations/look', { token: given.token }))[0]).toBe(410)
    expect(codeOf(await open('/v1/invitations/accept', given))[0]).toBe(410)
    expect((await owner.ask('GET', '/v1/invitations')).json().invitations).toEqual([])
  })

  test('is not made for who is a member, nor for what is no address', async () => {
    const reply = await owner.ask('POST', '/v1/invitations', { email: owner.email, role: 'viewer' })
    expect(codeOf(reply)).toEqual([409, 'already-member'])
    for (const email of [
      'kim',
      'kim@',
      '@shop.example',
      'kim@a@b',
      'Kim <kim@shop.example>',
      'kim @shop.example',
    ]) {
      const refused = await owner.ask('POST', '/v1/invitations', { email, role: 'viewer' })
      expect([email, refused.statusCode]).toEqual([email, 400])
    }
  })

  test.each([
    ['without a name', { name: undefined }, '/name'],
    ['with too common a password', { password: 'qwertyuiop' }, '/password'],
  ])('is not accepted %s, and stays', async (_what, change, pointer) => {
    const token = tokenOf((await invite(address())).link)
    const given = { token, name: 'Robin Ek', password: 'eight oaks in a row', ...change }
    const reply = await open('/v1/invitations/accept', given)
    expect([reply.statusCode, reply.json().errors?.[0]?.pointer]).toEqual([400, pointer])
    expect((await open('/v1/invitations/look', { token })).statusCode).toBe(200)
  })
})

describe('a member', () => {
  test('may do what their role says from the next request on', async () => {
    const robin = await makePerson(service, 'viewer', shop.id)
    const publish = async () =>
      (await robin.ask('PUT', '/v1/touchpoints/checkout.payment', { name: 'Payment' })).statusCode
    expect(await publish()).toBe(403)
    const reply = await owner.ask('PUT', `/v1/members/${robin.id}`, { role: 'editor' })
    expect(reply.json()).toMatchObject({ id: robin.id, role: 'editor' })
    expect(await publish()).toBe(200)
    expect((await owner.ask('DELETE', `/v1/members/${robin.id}`)).statusCode).toBe(204)
    expect(await publish()).toBe(404)
    expect((await robin.ask('GET', '/v1/session')).json().projects).toEqual([])
  })

  test('may leave, whatever their role', async () => {
    for (const role of ['viewer', 'editor', 'owner'] as const) {
      const robin = await makePerson(service, role, shop.id)
      expect((await robin.ask('DELETE', '/v1/members/me')).statusCode).toBe(204)
      expect((await robin.ask('GET', '/v1/members')).statusCode).toBe(404)
      expect((await robin.ask('GET', '/v1/session')).json().projects).toEqual([])
      expect((await owner.ask('GET', '/v1/audit')).json().entries).toContainEqual(
        expect.objectContaining({
          account: expect.objectContaining({ id: robin.id }),
          operation: 'leaveProject',
        }),
      )
    }
    expect(codeOf(await owner.ask('DELETE', '/v1/members/me'))).toEqual([409, 'last-owner'])
    expect((await owner.ask('GET', '/v1/members')).json().members).toMatchObject([{ id: owner.id }])
  })

  test('who made keys is told by them, also of those that were made with one of theirs', async () => {
    const robin = await makePerson(service, 'owner', shop.id)
    const kim = { kind: 'account', id: owner.id, name: owner.name }
    const byRobin = { kind: 'account', id: robin.id, name: robin.name }
    const first = (await robin.ask('POST', '/v1/keys', { name: 'Of Robin' })).json()
    const made = await service.admin('POST', '/v1/keys', { name: 'Of a key of Robin' }, first.key)
    await service.admin('POST', `/v1/keys/${made.json().id}/rotate`, {}, made.json().key)
    await service.admin('POST', '/v1/keys', { name: 'Of the first key' }, shop.secretKey)
    const replaced = (await robin.ask('POST', '/v1/keys', { name: 'Of Robin, then of Kim' })).json()
    await owner.ask('POST', `/v1/keys/${replaced.id}/rotate`, {})
    await owner.ask('DELETE', `/v1/members/${robin.id}`)
    const { keys } = (await owner.ask('GET', '/v1/keys')).json()
    const told = keys.flatMap((key: Key) =>
      key.kind === 'secret' ? [JSON.stringify([key.name, key.by])] : [],
    )
    expect(told.sort()).toEqual(
      [
        ['First key', null],
        ['Of Robin', byRobin],
        ['Of Robin, then of Kim', byRobin],
        ['Of Robin, then of Kim', kim],
        ['Of a key of Robin', byRobin],
        ['Of a key of Robin', byRobin],
        ['Of the first key', null],
      ]
        .map(each => JSON.stringify(each))
        .sort(),
    )
  })

  test('who is the last owner stays one', async () => {
    const robin = await makePerson(service, 'editor', shop.id)
    const refused = [
      await owner.ask('PUT', `/v1/members/${owner.id}`, { role: 'editor' }),
      await owner.ask('DELETE', `/v1/members/${owner.id}`),
    ]
    for (const reply of refused) expect(codeOf(reply)).toEqual([409, 'last-owner'])
    await owner.ask('PUT', `/v1/members/${owner.id}`, { role: 'owner' })
    await owner.ask('PUT', `/v1/members/${robin.id}`, { role: 'owner' })
    expect((await owner.ask('DELETE', `/v1/members/${owner.id}`)).statusCode).toBe(204)
    expect(codeOf(await robin.ask('DELETE', `/v1/members/${robin.id}`))).toEqual([409, 'last-owner'])
  })

  test('is an owner still where two owners put each other out at once', async () => {
    const robin = await makePerson(service, 'owner', shop.id)
    const replies = await Promise.all([
      owner.ask('DELETE', `/v1/members/${robin.id}`),
      robin.ask('DELETE', `/v1/members/${owner.id}`),
    ])
    expect(replies.map(({ statusCode }) => statusCode).filter(status => status === 204)).toHaveLength(1)
    const left = await service.db
      .selectFrom('memberships')
      .select('role')
      .where('project_id', '=', shop.id)
      .execute()
    expect(left).toEqual([{ role: 'owner' }])
  })
})

describe('a link to reset a password', () => {
  const makeLink = async (person: Person) =>
    tokenOf((await owner.ask('POST', `/v1/members/${person.id}/reset`)).json().link)
  const reset = (token: string, password = 'nine elms in a row') =>
    open('/v1/password-resets', { token, password })

  test('sets it once, ends every session, and signs in', async () => {
    const robin = await makePerson(service, 'viewer', shop.id)
    const token = await makeLink(robin)
    const reply = await reset(token)
    expect(reply.json()).toMatchObject({
      account: { id: robin.id },
      projects: [{ id: shop.id, role: 'viewer' }],
    })
    expect((await robin.ask('GET', '/v1/session')).json()).toBe(null)
    const again = asking(service, cookieOf(reply) ?? '', shop.id)
    expect((await again('GET', '/v1/session')).statusCode).toBe(200)
    expect((await signIn(robin.email, robin.password)).statusCode).toBe(401)
    expect((await signIn(robin.email, 'nine elms in a row')).statusCode).toBe(200)
    expect(codeOf(await reset(token))).toEqual([410, 'link-expired'])
    const operations = (await owner.ask('GET', '/v1/audit')).json().entries
    expect(operations.map(({ operation }: { operation: string }) => operation).sort()).toEqual([
      'makePasswordReset',
      'resetPassword',
    ])
  })

  test('ends after a day, by another one, and by a change of the password', async () => {
    const robin = await makePerson(service, 'viewer', shop.id)
    const late = await makeLink(robin)
    service.clock.now += 86_400_000
    expect((await reset(late)).statusCode).toBe(410)
    const replaced = await makeLink(robin)
    const changed = await makeLink(robin)
    const change = { current: robin.password, next: 'ten limes in a row' }
    expect((await robin.ask('PUT', '/v1/account/password', change)).statusCode).toBe(204)
    for (const token of [replaced, changed]) expect((await reset(token)).statusCode).toBe(410)
  })

  test('sets one password where it is used five times at once', async () => {
    const token = await makeLink(await makePerson(service, 'viewer', shop.id))
    const replies = await Promise.all([1, 2, 3, 4, 5].map(at => reset(token, `${at} elms in a row`)))
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 410, 410, 410, 410])
  })

  test('takes no common password, and goes on', async () => {
    const token = await makeLink(await makePerson(service, 'viewer', shop.id))
    expect((await reset(token, 'password123')).json().errors).toMatchObject([{ pointer: '/password' }])
    expect((await reset(token)).statusCode).toBe(200)
  })

  test('is made for nobody who has another project, or the way into it would be open', async () => {
    const theirs = await createProject(service.db, 'Their shop')
    const robin = await makePerson(service, 'owner', theirs.id)
    const asRobin = asking(service, robin.cookie, theirs.id)
    await open('/v1/invitations/accept', {
      token: tokenOf((await invite(robin.email, 'viewer')).link),
      password: robin.password,
    })
    expect(codeOf(await owner.ask('POST', `/v1/members/${robin.id}/reset`))).toEqual([403, 'forbidden'])
    const token = tokenOf(
      (await asRobin('POST', '/v1/invitations', { email: owner.email, role: 'owner' })).json().link,
    )
    await open('/v1/invitations/accept', { token, password: owner.password })
    expect((await owner.ask('POST', `/v1/members/${robin.id}/reset`)).statusCode).toBe(201)
  })

  test.each<[string, (member: Person, maker: Person) => Promise<unknown>]>([
    [
      'joined another project',
      async member => {
        const theirs = await createProject(service.db, 'Their shop')
        const neighbour = await makePerson(service, 'owner', theirs.id)
        const made = await neighbour.ask('POST', '/v1/invitations', { email: member.email, role: 'owner' })
        const token = tokenOf(made.json().link)
        expect((await open('/v1/invitations/accept', { token, password: member.password })).statusCode).toBe(
          200,
        )
      },
    ],
    ['left', member => owner.ask('DELETE', `/v1/members/${member.id}`)],
    ['lost its maker', (_member, maker) => owner.ask('DELETE', `/v1/members/${maker.id}`)],
    [
      'is no longer its maker’s to let in',
      (_, maker) => owner.ask('PUT', `/v1/members/${maker.id}`, { role: 'editor' }),
    ],
  ])('ends when the member %s', async (_what, happen) => {
    const maker = await makePerson(service, 'owner', shop.id)
    const robin = await makePerson(service, 'viewer', shop.id)
    const { link } = (await maker.ask('POST', `/v1/members/${robin.id}/reset`)).json()
    await happen(robin, maker)
    const reply = await reset(tokenOf(link))
    expect([...codeOf(reply), cookieOf(reply)]).toEqual([410, 'link-expired', null])
    expect((await signIn(robin.email, robin.password)).statusCode).toBe(200)
  })

  test('that who runs the service made holds whatever they are a member of', async () => {
    const theirs = await createProject(service.db, 'Their shop')
    const robin = await makePerson(service, 'viewer', shop.id)
    const { token } = await makePasswordReset(
      service.db,
      { accountId: robin.id, by: 'service' },
      service.clock.now,
    )
    await join(robin.id, theirs.id)
    expect((await reset(token)).statusCode).toBe(200)
  })

  test('is made for nobody by themselves, who may have found the browser open', async () => {
    expect(codeOf(await owner.ask('POST', `/v1/members/${owner.id}/reset`))).toEqual([403, 'forbidden'])
  })
})

describe('one’s own account', () => {
  test('has the name that one gives it', async () => {
    const reply = await owner.ask('PUT', '/v1/account', { name: 'Kim B.' })
    expect(reply.json().account).toEqual({ id: owner.id, email: owner.email, name: 'Kim B.' })
    expect((await owner.ask('GET', '/v1/members')).json().members).toMatchObject([{ name: 'Kim B.' }])
    expect((await owner.ask('PUT', '/v1/account', { name: ' ' })).statusCode).toBe(400)
  })

  test('takes another password with the present one, which ends all other sessions', async () => {
    const elsewhere = cookieOf(await signIn(owner.email, owner.password)) ?? ''
    const change = (current: string, next: string) =>
      owner.ask('PUT', '/v1/account/password', { current, next })
    expect(codeOf(await change('a wrong password', 'nine elms in a row'))).toEqual([403, 'wrong-password'])
    expect((await change(owner.password, 'qwertyuiop')).json().errors).toMatchObject([{ pointer: '/next' }])
    expect((await change(owner.password, 'nine elms in a row')).statusCode).toBe(204)
    expect((await owner.ask('GET', '/v1/session')).statusCode).toBe(200)
    expect((await asking(service, elsewhere, shop.id)('GET', '/v1/session')).json()).toBe(null)
    expect((await signIn(owner.email, owner.password)).statusCode).toBe(401)
    expect((await signIn(owner.email, 'nine elms in a row')).statusCode).toBe(200)
    expect((await owner.ask('GET', '/v1/audit')).json().entries).toMatchObject([
      { operation: 'changePassword', account: { id: owner.id } },
    ])
  })

  test('is not opened by trying present passwords', async () => {
    const tries = async (current: string) =>
      (await owner.ask('PUT', '/v1/account/password', { current, next: 'nine elms in a row' })).statusCode
    for (let time = 0; time < 20; time += 1) expect(await tries(`wrong ${time}`)).toBe(403)
    expect(await tries(owner.password)).toBe(429)
  })
})

test('what is over is forgotten within the hour', async () => {
  await invite(address())
  const robin = await makePerson(service, 'viewer', shop.id)
  await owner.ask('POST', `/v1/members/${robin.id}/reset`)
  const sweep = async (now: number) => {
    const log = { info() {}, warn: (what: unknown) => expect(what).toBe('no fault') }
    let done: () => void = () => {}
    const ran = new Promise<void>(resolve => {
      done = resolve
    })
    const clock = () => {
      done()
      return now
    }
    const stop = startRetention({ db: service.db, clock, log }, { firstMs: 0, everyMs: 3_600_000 })
    await ran
    await stop()
  }
  const before = await Promise.all([count('invitations'), count('password_resets'), count('sessions')])
  expect(Math.min(...before)).toBeGreaterThan(0)
  await sweep(service.clock.now)
  expect(await count('invitations')).toBeGreaterThan(0)
  await sweep(service.clock.now + 100 * 86_400_000)
  expect([await count('invitations'), await count('password_resets'), await count('sessions')]).toEqual([
    0, 0, 0,
  ])
})
