import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Config, readConfig } from '../src/config.ts'
import { acceptInvitation } from '../src/domain/accounts/acceptInvitation.ts'
import { invite } from '../src/domain/accounts/invite.ts'
import { createPasswords, type Passwords } from '../src/domain/accounts/passwords.ts'
import { changePassword, makePasswordReset } from '../src/domain/accounts/resetPassword.ts'
import { signIn as signInWith } from '../src/domain/accounts/signIn.ts'
import { createProject } from '../src/domain/keys/createProject.ts'
import { type AccountRow, findAccount, setPassword } from '../src/store/accounts.ts'
import { asking, cookieOf, fromConsole, makePerson, type Person } from './people.ts'
import { type Service, startService } from './service.ts'

let service: Service
let kim: Person

let usual: Service

beforeAll(async () => {
  usual = await startService()
})
afterAll(() => usual.close())
beforeEach(async () => {
  service = usual
  // Wrong passwords of the test before are forgotten.
  service.clock.now += 86_400_000
  kim = await makePerson(service, 'owner', (await createProject(service.db, 'Shop')).id)
})
afterEach(async () => {
  if (service !== usual) await service.close()
})

/** Another service, for one test. */
async function start(change: Partial<Config>) {
  service = await startService(change)
  kim = await makePerson(service)
}

const signIn = ({
  email = kim.email,
  password = kim.password,
  headers = {},
  address = '192.0.2.1',
}: {
  email?: string
  password?: string
  headers?: Record<string, string>
  address?: string
} = {}) =>
  service.app.inject({
    method: 'POST',
    url: '/v1/session',
    headers: { ...fromConsole, ...headers },
    remoteAddress: address,
    payload: { email, password },
  })
/** Whether somebody is signed in by the cookie, as a status. */
const who = async (cookie: string | null) => {
  const reply = await asking(service, cookie ?? '', kim.projectId)('GET', '/v1/session')
  return reply.statusCode === 200 && reply.json() === null ? 401 : reply.statusCode
}

describe('signing in', () => {
  test('gives a cookie that no script reads and no other site sends, and says whose it is', async () => {
    const reply = await signIn({ email: kim.email.toUpperCase() })
    expect([reply.statusCode, reply.headers['cache-control']]).toEqual([200, 'no-store'])
    expect(reply.json()).toEqual({
      account: { id: kim.id, email: kim.email, name: kim.name },
      projects: [{ id: kim.projectId, name: 'Shop', role: 'owner', demo: false }],
    })
    expect(reply.headers['set-cookie']).toMatch(
      /^tyck_session=[\w-]{43}; Path=\/; Max-Age=7776000; HttpOnly; SameSite=Lax$/,
    )
    expect(await who(cookieOf(reply))).toBe(200)
  })

  test('over https gives one that only this host over https can have set, and takes no other', async () => {
    await start({ publicUrl: 'https://feedback.example' })
    const reply = await signIn({ headers: { origin: 'https://feedback.example' } })
    expect(reply.headers['set-cookie']).toMatch(/^__Host-tyck_session=.*; Path=\/; .*; SameSite=Lax; Secure$/)
    expect(await who(cookieOf(reply))).toBe(200)
    expect(await who(cookieOf(reply)?.replace('__Host-', '') ?? '')).toBe(401)
  })

  test('says the same of an unknown address and a wrong password', async () => {
    const told = async (change: object) => {
      const { statusCode, headers, body } = await signIn(change)
      const { date: _date, ...rest } = headers
      return { statusCode, headers: rest, body: body.replace(/urn:uuid:[\w-]+/, '') }
    }
    const wrong = await told({ password: 'another horse' })
    expect(wrong).toMatchObject({
      statusCode: 401,
      headers: expect.not.objectContaining({ 'set-cookie': expect.anything() }),
    })
    expect(await told({ email: 'nobody@shop.example' })).toEqual(wrong)
  })

  test('compares a password for an unknown address too, so that both take as long', async () => {
    const passwords = createPasswords(service.config.passwordCost)
    const compared: (string | undefined)[] = []
    const counting = {
      ...passwords,
      matches: (password: string, kept: string | undefined) => {
        compared.push(kept)
        return passwords.matches(password, kept)
      },
    }
    const tried = async (email: string, password: string) => {
      const at = { now: service.clock.now, before: null }
      return (await signInWith(service.db, counting, { email, password }, at))?.account.id
    }
    expect(await tried('nobody@shop.example', 'x')).toBe(undefined)
    expect(await tried(kim.email, 'x')).toBe(undefined)
    expect(await tried(kim.email, kim.password)).toBe(kim.id)
    expect(compared).toEqual([undefined, expect.any(String), expect.any(String)])
  })

  test('makes a session of its own, and ends the one that the browser had', async () => {
    const planted = 'tyck_session=a-token-that-somebody-else-chose'
    const first = cookieOf(await signIn({ headers: { cookie: planted } }))
    expect([first === planted, await who(planted), await who(first)]).toEqual([false, 401, 200])
    const second = cookieOf(await signIn({ headers: { cookie: first ?? '' } }))
    expect([await who(first), await who(second)]).toEqual([401, 200])
  })

  test('is refused after twenty wrong passwords from one address, for one account or many, known or not', async () => {
    const codes = new Set<number>()
    for (let time = 0; time < 20; time += 1) {
      const email = time % 2 ? kim.email : `nobody${time}@shop.example`
      codes.add((await signIn({ email, password: 'wrong' })).statusCode)
    }
    expect([...codes]).toEqual([401])
    for (const email of [kim.email, 'nobody@shop.example']) {
      const reply = await signIn({ email, password: 'wrong' })
      expect([reply.statusCode, reply.json().code, reply.headers['retry-after']]).toEqual([
        429,
        'too-many-requests',
        '60',
      ])
    }
    expect((await signIn()).statusCode).toBe(429)
    expect((await signIn({ address: '192.0.2.2' })).statusCode).toBe(200)
    service.clock.now += 60_000
    expect((await signIn()).statusCode).toBe(200)
  })

  test('is refused after a hundred wrong passwords for one account, from wherever they come', async () => {
    const from = (time: number) => `192.0.2.${10 + Math.floor(time / 20)}`
    for (let time = 0; time < 100; time += 1) {
      expect((await signIn({ password: 'wrong', address: from(time) })).statusCode).toBe(401)
    }
    expect((await signIn({ address: '198.51.100.1' })).statusCode).toBe(429)
    const robin = await makePerson(service)
    const other = await signIn({ email: robin.email, password: robin.password, address: '198.51.100.1' })
    expect(other.statusCode).toBe(200)
  })

  test('is not refused to who knows the password, however often', async () => {
    for (let time = 0; time < 30; time += 1) expect((await signIn()).statusCode).toBe(200)
  })

  test('keeps a password anew that was kept at another cost', async () => {
    await service.db
      .updateTable('accounts')
      .set({ password: await createPasswords({ ln: 5, r: 4, p: 2 }).hash(kim.password) })
      .where('id', '=', kim.id)
      .execute()
    expect((await signIn()).statusCode).toBe(200)
    const { password } = await service.db
      .selectFrom('accounts')
      .select('password')
      .where('id', '=', kim.id)
      .executeTakeFirstOrThrow()
    expect(password).toMatch(/^\$scrypt\$ln=4,r=8,p=1\$/)
    expect((await signIn()).statusCode).toBe(200)
  })
})

describe('a password that is set while another request compares the one before', () => {
  const now = () => service.clock.now
  const sessions = async () =>
    (await service.db.selectFrom('sessions').select('hash').where('account_id', '=', kim.id).execute()).length
  const kept = async () => {
    const account = await findAccount(service.db, kim.id)
    if (!account) throw new Error('Kim is gone')
    return account
  }
  /** Passwords as the service's, but once one was compared, `meanwhile` happens, once. */
  function interrupted(meanwhile: () => Promise<unknown>): Passwords {
    const passwords = createPasswords(service.config.passwordCost)
    let isToCome = true
    return {
      ...passwords,
      async matches(password, of) {
        const found = await passwords.matches(password, of)
        if (isToCome) await meanwhile()
        isToCome = false
        return found
      },
    }
  }
  async function reset() {
    const { token } = await makePasswordReset(service.db, { accountId: kim.id, by: 'service' }, now())
    const password = 'What the reset has set'
    const reply = await asking(service, '', '')('POST', '/v1/password-resets', { token, password })
    expect(reply.statusCode, reply.body).toBe(200)
  }
  const signInDuring = (passwords: Passwords) =>
    signInWith(service.db, passwords, kim, { now: now(), before: null })

  test.each([['as it costs today', null] as const, ['at another cost', { ln: 5, r: 4, p: 2 }] as const])(
    'stays, and lets nobody in who knew the one before, kept %s',
    async (_, cost) => {
      if (cost) {
        const password = await createPasswords(cost).hash(kim.password)
        await setPassword(service.db, kim.id, password, new Date(now()))
      }
      expect(await signInDuring(interrupted(reset))).toBe(null)
      expect(await sessions()).toBe(1)
      expect((await signIn()).statusCode).toBe(401)
      expect((await signIn({ password: 'What the reset has set' })).statusCode).toBe(200)
    },
  )

  test('lets in who knows it, where it was only kept anew', async () => {
    const password = await createPasswords({ ln: 5, r: 4, p: 2 }).hash(kim.password)
    await setPassword(service.db, kim.id, password, new Date(now()))
    expect(await signInDuring(interrupted(() => signIn()))).toMatchObject({ account: { id: kim.id } })
  })

  test('is not undone by a change, and lets nobody in by an invitation', async () => {
    const before = await kept()
    await reset()
    const after = await kept()
    const passwords = createPasswords(service.config.passwordCost)
    const change = { account: before, password: 'What the old one would set', session: Buffer.alloc(32) }
    expect(await changePassword(service.db, passwords, change, now())).toBe(false)
    expect(await kept()).toEqual(after)

    const { id } = await createProject(service.db, 'Another')
    const neighbour = await makePerson(service, 'owner', id)
    const given = { email: kim.email, role: 'viewer', by: neighbour.id } as const
    const made = await invite(service.db, id, given, now())
    if (typeof made === 'string') throw new Error(made)
    const come = (account: AccountRow) =>
      acceptInvitation(service.db, passwords, made.invitation, { account }, { now: now(), before: null })
    expect(await come(before)).toBe(null)
    expect(await sessions()).toBe(1)
    expect(await come(after)).toMatchObject({ accountId: kim.id })
  })
})

describe('a session', () => {
  test('is over after 14 days unused, and after 90 days', async () => {
    const day = 86_400_000
    service.clock.now += 14 * day - 1
    expect(await who(kim.cookie)).toBe(200)
    for (let days = 14; days < 84; days += 14) {
      service.clock.now += 13 * day
      expect(await who(kim.cookie), `${days}`).toBe(200)
    }
    service.clock.now += 14 * day
    expect(await who(kim.cookie)).toBe(401)
    const idle = cookieOf(await signIn())
    service.clock.now += 14 * day
    expect(await who(idle)).toBe(401)
    const young = cookieOf(await signIn())
    for (let days = 0; days < 88; days += 8) {
      service.clock.now += 8 * day
      expect(await who(young), `${days}`).toBe(200)
    }
    service.clock.now += 3 * day
    expect(await who(young)).toBe(401)
  })

  test('ends by signing out, here or everywhere', async () => {
    const [here, there] = [cookieOf(await signIn()), cookieOf(await signIn())]
    const out = await kim.ask('DELETE', '/v1/session')
    expect(out.statusCode).toBe(204)
    expect(out.headers['set-cookie']).toMatch(/^tyck_session=; Path=\/; Max-Age=0; /)
    expect([await who(kim.cookie), await who(here), await who(there)]).toEqual([401, 200, 200])
    expect((await asking(service, here ?? '', '')('DELETE', '/v1/sessions')).statusCode).toBe(204)
    expect([await who(here), await who(there)]).toEqual([401, 401])
  })

  test('is kept as the hash of its token', async () => {
    const rows = await service.db
      .selectFrom('sessions')
      .selectAll()
      .where('account_id', '=', kim.id)
      .execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows.map(({ hash }) => hash.toString('base64url')))).not.toContain(
      kim.cookie.slice(13),
    )
  })

  test('is no way in beside a wrong cookie, tried again and again', async () => {
    await start({ rates: { perAddress: { perSecond: 1, burst: 30 }, perProject: null } })
    const replies = []
    for (let time = 0; time < 31; time += 1) replies.push(await who(`tyck_session=wrong${time}`))
    expect(replies).toEqual([...Array(30).fill(401), 429])
  })
})

describe('a change by cookie', () => {
  const change = (headers: Record<string, string | undefined>) =>
    kim.ask('PUT', '/v1/touchpoints/checkout.payment', { name: 'Payment' }, headers)

  test('is taken from the console', async () => {
    expect((await change({})).statusCode).toBe(200)
    expect((await change({ 'sec-fetch-site': 'same-origin' })).statusCode).toBe(200)
    expect((await change({ 'content-type': 'application/json; charset=utf-8' })).statusCode).toBe(200)
  })

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a site whose name begins alike', { origin: 'http://localhost.evil.example' }],
    ['another port', { origin: 'http://localhost:8080' }],
    ['another scheme', { origin: 'https://localhost' }],
    ['nowhere', { origin: 'null' }],
    ['who does not say from where', { origin: undefined }],
    ['a sibling, as the browser says', { 'sec-fetch-site': 'same-site' }],
    ['elsewhere, as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a form of text', { 'content-type': 'text/plain' }],
    ['what claims to be almost JSON', { 'content-type': 'application/jsonp' }],
  ])('is refused from %s', async (_what, headers) => {
    const reply = await change(headers)
    expect([reply.statusCode, reply.json().code]).toEqual([403, 'origin-not-allowed'])
    expect((await kim.ask('GET', '/v1/touchpoints')).json().touchpoints).toEqual([])
  })

  test('is refused from another site for signing in and out, too', async () => {
    const origin = 'https://evil.example'
    expect((await signIn({ headers: { origin } })).statusCode).toBe(403)
    expect((await kim.ask('DELETE', '/v1/session', undefined, { origin })).statusCode).toBe(403)
    expect(await who(kim.cookie)).toBe(200)
  })

  test('is taken at the public address behind a proxy that has another name for us', async () => {
    await start({ publicUrl: 'http://feedback.example:8080' })
    expect((await change({ origin: 'http://feedback.example:8080' })).statusCode).toBe(200)
    expect((await change({ origin: 'http://feedback.example' })).statusCode).toBe(403)
  })

  test('names its project, which must be one of theirs', async () => {
    const without = await kim.ask('GET', '/v1/project', undefined, { 'tyck-project': undefined })
    expect([without.statusCode, without.json().code]).toEqual([400, 'validation-failed'])
    for (const project of ['01890f3e-0000-7000-8000-000000000001', 'x', '']) {
      const reply = await kim.ask('GET', '/v1/project', undefined, { 'tyck-project': project })
      expect([project, reply.statusCode, reply.json().code]).toEqual([project, 404, 'not-found'])
    }
    const upper = await kim.ask('GET', '/v1/project', undefined, {
      'tyck-project': kim.projectId.toUpperCase(),
    })
    expect(upper.statusCode).toBe(200)
  })

  test('stands in the audit log with who made it', async () => {
    await change({})
    const { entries } = (await kim.ask('GET', '/v1/audit')).json()
    expect(entries).toMatchObject([
      { keyId: null, account: { id: kim.id, name: kim.name, email: kim.email }, operation: 'putTouchpoint' },
    ])
  })
})

test('a password costs what the configuration says, with the parameters beside it', async () => {
  expect(readConfig({}).passwordCost).toEqual({ ln: 17, r: 8, p: 1 })
  const dear = createPasswords({ ln: 12, r: 8, p: 2 })
  const kept = await dear.hash('a horse of seven colours')
  expect(kept).toMatch(/^\$scrypt\$ln=12,r=8,p=2\$/)
  const cheap = createPasswords({ ln: 4, r: 8, p: 1 })
  expect(await cheap.matches('a horse of seven colours', kept)).toBe(true)
  expect(await cheap.matches('a horse of six colours', kept)).toBe(false)
  expect([cheap.isOutdated(kept), dear.isOutdated(kept)]).toEqual([true, false])
})

test('more passwords at once than can be compared in time are refused, and the next is taken', async () => {
  await start({ passwordCost: { ln: 14, r: 8, p: 1 } })
  const replies = await Promise.all(
    Array.from({ length: 40 }, (_, at) => signIn({ address: `192.0.2.${at}` })),
  )
  const statuses = replies.map(({ statusCode }) => statusCode)
  expect(new Set(statuses)).toEqual(new Set([200, 503]))
  expect(statuses.filter(status => status === 200).length).toBeGreaterThanOrEqual(20)
  expect((await signIn()).statusCode).toBe(200)
})
