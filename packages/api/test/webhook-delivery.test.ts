import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { limits } from '../src/config.ts'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { post } from '../src/domain/telling/post.ts'
import { createReach } from '../src/domain/telling/reach.ts'
import { rotateSecrets, validSecrets } from '../src/domain/telling/signingSecrets.ts'
import { type Receiver, startReceiver } from './receiver.ts'
import { type Asked, ask, stateOf } from './recordingApp.ts'
import { startTelling, type TellingService } from './telling.ts'

let service: TellingService
let receiver: Receiver
let project: ProjectKeys
let nps: Asked

beforeAll(async () => {
  service = await startTelling({ limits: { ...limits, attemptMs: 500 } })
  receiver = await startReceiver()
})
afterAll(async () => {
  await service.close()
  await receiver.close()
})
beforeEach(async () => {
  await service.quieten()
  project = await createProject(service.db, 'Shop')
  nps = await ask(service.db, project.id, service.clock.now)
  receiver.take()
  receiver.answer = (_request, response) => void response.writeHead(204).end()
})

const answer = () => service.post(project.publishableKey, stateOf(nps, { score: 9 }))
const answerWith = (status: number, headers = {}) => {
  receiver.answer = (_request, response) => void response.writeHead(status, headers).end()
}
const admin = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, body?: unknown) =>
  service.admin(method, url, body, project.secretKey)
const destinationOf = async (id: string) => (await admin('GET', `/v1/destinations/${id}`)).json()
const secondsUntil = (time: string) => (Date.parse(time) - Date.now()) / 1_000

/** A webhook and what came of the one answer that it was told. */
async function tellOne(url = receiver.url) {
  const webhook = await service.addWebhook(project, { url })
  await answer()
  await service.tell()
  const [delivery] = await service.log(project, webhook.id)
  return { ...webhook, delivery }
}

describe('what is sent', () => {
  test('is signed so that the reference library verifies it', async () => {
    const { secret, delivery } = await tellOne()
    const [sent] = receiver.take()
    const verified = new Webhook(secret).verify(sent?.text ?? '', sent?.headers as Record<string, string>)
    expect(verified).toEqual(sent?.body)
    expect(sent?.headers['webhook-id']).toBe(delivery.eventId)
    expect(sent?.headers['content-type']).toBe('application/json')
    const forged = `${sent?.text} `
    expect(() => new Webhook(secret).verify(forged, sent?.headers as Record<string, string>)).toThrow()
  })

  test('is signed with both secrets while one takes the place of the other', async () => {
    const { id, secret } = await service.addWebhook(project, { url: receiver.url })
    const rotated = await admin('POST', `/v1/destinations/${id}/secret`)
    expect(rotated.statusCode).toBe(201)
    expect(rotated.json().secret).not.toBe(secret)
    expect((await destinationOf(id)).secrets).toMatchObject([
      { endsAt: null },
      { endsAt: expect.any(String) },
    ])
    await answer()
    await service.tell()
    const [sent] = receiver.take()
    for (const each of [secret, rotated.json().secret]) {
      expect(() =>
        new Webhook(each).verify(sent?.text ?? '', sent?.headers as Record<string, string>),
      ).not.toThrow()
    }
  })

  test('a secret that was replaced signs for 24 hours', () => {
    const first = rotateSecrets({ secrets: [] }, 0)
    const second = rotateSecrets(first, 1_000)
    const day = 86_400_000
    expect(validSecrets(second, day + 999)).toHaveLength(2)
    expect(validSecrets(second, day + 1_000)).toEqual([second.secrets[0]])
  })

  test('no other secret is made while three sign, so that each signs for its 24 hours', async () => {
    const { id } = await service.addWebhook(project, { url: receiver.url })
    const rotate = () => service.admin('POST', `/v1/destinations/${id}/secret`, undefined, project.secretKey)
    expect([(await rotate()).statusCode, (await rotate()).statusCode]).toEqual([201, 201])
    const refused = await rotate()
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'too-many-secrets'])
    const { secrets } = (
      await service.admin('GET', `/v1/destinations/${id}`, undefined, project.secretKey)
    ).json()
    expect(secrets.map(({ endsAt }: { endsAt: string | null }) => endsAt === null)).toEqual([
      true,
      false,
      false,
    ])
  })
})

describe('a receiver that does not take it', () => {
  test('gets it again on the schedule, under the same id, until it does', async () => {
    answerWith(500)
    const { id, delivery } = await tellOne()
    expect(delivery).toMatchObject({ state: 'waiting', status: 500, error: 'status', attempts: 1 })
    expect(secondsUntil(delivery.dueAt)).toBeGreaterThan(0)
    expect(secondsUntil(delivery.dueAt)).toBeLessThan(6)
    expect((await destinationOf(id)).failingSince).not.toBeNull()
    await service.due()
    await service.tell()
    const [again] = await service.log(project, id)
    expect(secondsUntil(again.dueAt)).toBeGreaterThan(200)
    answerWith(200)
    await service.due()
    await service.tell()
    const [taken] = await service.log(project, id)
    expect(taken).toMatchObject({ state: 'delivered', status: 200, error: null, attempts: 3, dueAt: null })
    expect(taken.tries.map(({ status }: { status: number }) => status)).toEqual([500, 500, 200])
    expect(new Set(receiver.take().map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set([taken.eventId]),
    )
    expect((await destinationOf(id)).failingSince).toBeNull()
  })

  test('is not asked an eleventh time', async () => {
    answerWith(500)
    const { id } = await tellOne()
    for (let attempt = 2; attempt <= 12; attempt += 1) {
      await service.due()
      await service.tell()
    }
    expect(receiver.take()).toHaveLength(10)
    const [delivery] = await service.log(project, id, '?state=failed')
    expect(delivery).toMatchObject({ state: 'failed', attempts: 10, dueAt: null })
    // Until somebody wants it to be.
    answerWith(200)
    expect((await admin('POST', `/v1/destinations/${id}/deliveries/${delivery.id}/retry`)).statusCode).toBe(
      204,
    )
    await service.tell()
    expect(await service.log(project, id)).toMatchObject([{ state: 'delivered', attempts: 1 }])
  })

  test('with 429 is asked again when it says', async () => {
    answerWith(429, { 'retry-after': '3600' })
    const { delivery } = await tellOne()
    expect(delivery).toMatchObject({ state: 'waiting', status: 429 })
    expect(secondsUntil(delivery.dueAt)).toBeGreaterThan(3_500)
  })

  test('with 410 is disabled, and only it', async () => {
    const other = await startReceiver()
    const { id: otherId } = await service.addWebhook(project, { url: other.url })
    answerWith(410)
    const { id } = await tellOne()
    expect(await destinationOf(id)).toMatchObject({ state: 'disabled', why: 'gone' })
    await answer()
    await service.tell()
    expect(receiver.take()).toHaveLength(1)
    expect(other.take()).toHaveLength(2)
    expect(await destinationOf(otherId)).toMatchObject({ state: 'on', why: null })
    // Turned on again, it is sent what waited; of what happened meanwhile nothing.
    answerWith(200)
    expect((await admin('PUT', `/v1/destinations/${id}/state`, { state: 'on' })).json()).toMatchObject({
      state: 'on',
      why: null,
    })
    await service.due()
    await service.tell()
    expect(receiver.take()).toHaveLength(1)
    await other.close()
  })

  test('with 410, which was led elsewhere meanwhile, goes on', async () => {
    const { id } = await service.addWebhook(project, { url: receiver.url })
    receiver.answer = async (_request, response) => {
      const { kind, name, events } = await destinationOf(id)
      await admin('PUT', `/v1/destinations/${id}`, { kind, name, events, url: `${receiver.url}/new` })
      response.writeHead(410).end()
    }
    await answer()
    await service.tell()
    expect(await destinationOf(id)).toMatchObject({ url: `${receiver.url}/new`, state: 'on', why: null })
    answerWith(204)
    await service.due()
    await service.tell()
    expect(receiver.take().map(({ url }) => url)).toEqual(['/hook', '/hook/new'])
  })

  test('for five days is disabled', async () => {
    answerWith(500)
    const { id } = await tellOne()
    await service.db
      .updateTable('destinations')
      .set({ failing_since: new Date(Date.now() - 5 * 86_400_000 - 1_000) })
      .where('id', '=', id)
      .execute()
    await service.due()
    await service.tell()
    expect(await destinationOf(id)).toMatchObject({ state: 'disabled', why: 'failing' })
  })

  test('with a redirect is not followed', async () => {
    const other = await startReceiver()
    answerWith(302, { location: other.url })
    const { delivery } = await tellOne()
    expect(delivery).toMatchObject({ state: 'waiting', status: 302, error: 'redirect' })
    expect(other.received).toEqual([])
    await other.close()
  })
})

describe('a receiver that', () => {
  let server: Server
  const sockets = new Set<Socket>()
  let behave: (socket: Socket) => void
  let url: string

  beforeAll(async () => {
    server = createServer(socket => {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.once('data', () => behave(socket))
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  })
  afterAll(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise(resolve => server.close(resolve))
  })

  const waits = (error: string) => ({ state: 'waiting', attempts: 1, status: null, error })

  test('hangs is left when the time is up, and asked again', async () => {
    behave = () => {}
    expect((await tellOne(url)).delivery).toMatchObject(waits('timeout'))
  })

  test('drips is left when the time is up, and asked again', async () => {
    behave = dripping('HTTP/1.1 200 OK\r\nX-Slow: ')
    expect((await tellOne(url)).delivery).toMatchObject(waits('timeout'))
  })

  test('resets the connection is asked again', async () => {
    behave = socket => void socket.resetAndDestroy()
    expect((await tellOne(url)).delivery).toMatchObject(waits('connection-closed'))
  })

  test('hangs up without a word is asked again', async () => {
    behave = socket => void socket.end()
    expect((await tellOne(url)).delivery).toMatchObject(waits('connection-closed'))
  })

  test('speaks another language is asked again', async () => {
    behave = socket => void socket.end('220 mail.shop.example ESMTP\r\n')
    expect((await tellOne(url)).delivery).toMatchObject(waits('no-http'))
  })

  test('sends 2 GB has no more of it read than 64 KiB, and has taken what it was sent', async () => {
    const part = Buffer.alloc(65_536, 'a')
    let written = 0
    const closed = new Promise(resolve => {
      behave = socket => {
        socket.on('close', resolve)
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\n\r\n')
        const pour = () => {
          while (!socket.destroyed && written < 2 ** 31) {
            written += part.length
            if (!socket.write(part)) break
          }
        }
        socket.on('drain', pour)
        pour()
      }
    })
    expect((await tellOne(url)).delivery).toMatchObject({ state: 'delivered', status: 200 })
    await closed
    // What the kernel's buffers held of it.
    expect(written).toBeLessThan(32 * 2 ** 20)
  })

  test('says 200 and drips the rest has taken what it was sent as soon as it says so', async () => {
    behave = dripping('HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n')
    const { signal } = new AbortController()
    const asked = { reach: createReach(['127.0.0.1']), signal, now: Date.now() }
    // Nothing ends it but the reply.
    expect(await post(new URL(url), { headers: {}, body: '{}' }, asked)).toMatchObject({ status: 200 })
  })

  test('is not there is asked again', async () => {
    expect((await tellOne('http://127.0.0.1:1/')).delivery).toMatchObject(waits('connection-refused'))
  })
})

/** Sends `head`, and then a letter at a time. */
function dripping(head: string) {
  return (socket: Socket) => {
    socket.write(head)
    const drip = setInterval(() => socket.write('a'), 20)
    socket.on('close', () => clearInterval(drip))
  }
}
