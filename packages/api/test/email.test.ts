import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import type { MailServer } from '../src/domain/telling/mailServer.ts'
import { sendMail } from '../src/domain/telling/sendMail.ts'
import { ask, stateOf } from './recordingApp.ts'
import { startTelling, type TellingService } from './telling.ts'

interface Taken {
  from: string
  to: string[]
  /** As it came over the wire. */
  source: string
  user: string | undefined
}

let close = async () => {}
afterEach(() => close())

/** A mail server on loopback that takes all, unless `options` say otherwise. */
async function startMailServer(options: SMTPServerOptions = {}) {
  const taken: Taken[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData(stream, { envelope, user }, done) {
      let source = ''
      stream.on('data', part => {
        source += part
      })
      stream.on('end', () => {
        const { mailFrom, rcptTo } = envelope
        taken.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          source,
          user: user as string | undefined,
        })
        done()
      })
    },
    ...options,
  })
  // What a client that hangs up does to it is no matter here.
  server.on('error', () => {})
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  close = async () => {
    close = async () => {}
    await new Promise<void>(resolve => server.close(() => resolve()))
  }
  return { taken, port }
}

const from = { name: 'Tyck', address: 'feedback@shop.example' }
const serverAt = (port: number, change: Partial<MailServer> = {}): MailServer => ({
  host: '127.0.0.1',
  port,
  security: 'none',
  user: null,
  password: null,
  ...change,
})

const letter = {
  subject: 'Detractor at Kassan: 3 of 10',
  text: 'Plain – text',
  html: '<p>Rich</p>',
  to: ['team@shop.example', 'ops@shop.example'],
  id: '01990000-0000-7000-8000-000000000000',
  at: new Date('2026-03-01T12:00:00Z'),
}

const send = (server: MailServer, signal = AbortSignal.timeout(5_000)) =>
  sendMail({ server, from }, letter, signal)

const refusing = (code: number) => Object.assign(new Error('No'), { responseCode: code })

describe('a mail', () => {
  test('goes to all at once, in plain text and in HTML, from the address of the configuration', async () => {
    const { taken, port } = await startMailServer()
    expect(await send(serverAt(port))).toEqual({ outcome: 'delivered', status: 250 })
    const [mail, ...more] = taken
    expect(more).toEqual([])
    expect(mail).toMatchObject({ from: from.address, to: letter.to })
    expect(mail?.source).toMatch(/^From: Tyck <feedback@shop\.example>\r$/m)
    expect(mail?.source).toMatch(/^Subject: Detractor at Kassan: 3 of 10\r$/m)
    expect(mail?.source).toMatch(/^Auto-Submitted: auto-generated\r$/m)
    expect(mail?.source).toMatch(/^Content-Type: multipart\/alternative;/m)
    expect(mail?.source).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/m)
    expect(mail?.source).toMatch(/^Content-Type: text\/html; charset=utf-8\r$/m)
    expect(mail?.source).toMatch(/^Message-ID: <01990000-0000-7000-8000-000000000000@shop\.example>\r$/m)
  })

  test('signs in where the configuration has a user', async () => {
    const { taken, port } = await startMailServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        password === 'p@ss' ? done(null, { user: username }) : done(refusing(535)),
    })
    expect(await send(serverAt(port, { user: 'tyck', password: 'p@ss' }))).toMatchObject({
      outcome: 'delivered',
    })
    expect(taken[0]?.user).toBe('tyck')
    // Not the mail is at fault: it is tried again, until somebody has put it right.
    expect(await send(serverAt(port, { user: 'tyck', password: 'old' }))).toEqual({
      outcome: 'failed',
      code: 'not-signed-in',
      status: 535,
    })
  })

  test('is tried again where it is put off, and not where it is refused for good', async () => {
    const codes = [451, 554]
    const { port } = await startMailServer({
      onData: (stream, _session, done) => {
        stream.resume()
        stream.on('end', () => done(refusing(codes.shift() ?? 554)))
      },
    })
    expect(await send(serverAt(port))).toEqual({ outcome: 'failed', code: 'status', status: 451 })
    expect(await send(serverAt(port))).toEqual({
      outcome: 'failed',
      code: 'refused',
      status: 554,
      forGood: 'delivery',
    })
  })

  test('reaches those whom the server takes, once, and says that it did not take all', async () => {
    const { taken, port } = await startMailServer({
      onRcptTo: ({ address }, _session, done) => done(address.startsWith('ops') ? refusing(550) : null),
    })
    expect(await send(serverAt(port))).toEqual({ outcome: 'delivered', status: 250, code: 'some-refused' })
    expect(taken.map(({ to }) => to)).toEqual([['team@shop.example']])
  })

  test('is refused where the server takes nobody', async () => {
    const { port } = await startMailServer({ onRcptTo: (_address, _session, done) => done(refusing(550)) })
    expect(await send(serverAt(port))).toEqual({
      outcome: 'failed',
      code: 'refused',
      status: 550,
      forGood: 'delivery',
    })
  })

  test('is not sent in the open where that was not said', async () => {
    const { taken, port } = await startMailServer()
    expect(await send(serverAt(port, { security: 'starttls' }))).toMatchObject({
      outcome: 'failed',
      code: 'tls',
    })
    expect(taken).toEqual([])
  })

  test('is not sent to a server for whose certificate nobody vouches', async () => {
    // The server's own, self-signed.
    const { taken, port } = await startMailServer({ disabledCommands: ['AUTH'] })
    expect(await send(serverAt(port, { security: 'starttls' }))).toEqual({ outcome: 'failed', code: 'tls' })
    await close()
    const secure = await startMailServer({ secure: true })
    expect(await send(serverAt(secure.port, { security: 'tls' }))).toEqual({ outcome: 'failed', code: 'tls' })
    expect([...taken, ...secure.taken]).toEqual([])
  })

  test('is given up when its time is over, and where nobody listens', async () => {
    const { port } = await startMailServer({ onMailFrom: () => {} })
    expect(await send(serverAt(port), AbortSignal.timeout(200))).toEqual({
      outcome: 'failed',
      code: 'timeout',
    })
    await close()
    expect(await send(serverAt(port))).toEqual({ outcome: 'failed', code: 'connection-refused' })
  })
})

describe('a destination of mail', () => {
  let service: TellingService
  let project: ProjectKeys

  beforeAll(async () => {
    service = await startTelling()
  })
  beforeEach(async () => {
    project = await createProject(service.db, 'Shop')
  })
  afterAll(() => service.close())

  const input = { kind: 'email', name: 'Team', to: ['team@shop.example'] }

  test('is not made where the service sends no mail', async () => {
    const reply = await service.admin('POST', '/v1/destinations', input, project.secretKey)
    expect(reply.statusCode).toBe(400)
    expect(reply.json().errors).toMatchObject([
      { pointer: '/kind', expected: expect.stringContaining('TYCK_SMTP_URL') },
    ])
  })

  test.each([[[]], [['nobody']], [['a@b.example, c@d.example']], [Array(21).fill('a@b.example')]])(
    'is not made for %j',
    async to => {
      const reply = await service.admin('POST', '/v1/destinations', { ...input, to }, project.secretKey)
      expect(reply.statusCode).toBe(400)
    },
  )

  test('gets a test, and alerts in which nothing is markup', async () => {
    const { taken, port } = await startMailServer()
    const mailing = await startTelling({ mail: { server: serverAt(port), from } })
    try {
      const shop = await createProject(mailing.db, 'Shop')
      const id = await mailing.addDestination(shop, {
        ...input,
        alerts: { detractors: true },
        comments: true,
      })
      const url = `/v1/destinations/${id}/test`
      const tested = await mailing.admin('POST', url, undefined, shop.secretKey)
      expect(tested.json()).toMatchObject({ delivered: true, status: 250 })
      const asked = await ask(mailing.db, shop.id, mailing.clock.now)
      const comment = '<img src=x onerror=alert(1)>\nBcc: all@shop.example'
      await mailing.post(shop.publishableKey, stateOf(asked, { score: 3, comment, closed: true }))
      await mailing.tell()
      expect(taken.map(({ to }) => to)).toEqual([input.to, input.to])
      const [, alert] = taken
      expect(alert?.source).toMatch(/^Subject: Detractor at checkout\.payment: 3 of 10\r$/m)
      expect(alert?.source).toContain('&lt;img src')
      expect(alert?.source.split('text/html')[1]).not.toContain('<img')
      expect(alert?.source.split('\r\n\r\n')[0]).not.toContain('Bcc')
    } finally {
      await mailing.close()
    }
  })
})
