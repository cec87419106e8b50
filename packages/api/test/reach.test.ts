import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { createSealing } from '../src/domain/keys/sealing.ts'
import { addDestination } from '../src/domain/telling/changeDestination.ts'
import { post } from '../src/domain/telling/post.ts'
import { createReach } from '../src/domain/telling/reach.ts'
import { type Receiver, startReceiver } from './receiver.ts'
import { ask, stateOf } from './recordingApp.ts'
import { selfSigned } from './selfSigned.ts'
import { startTelling, type TellingService } from './telling.ts'

let service: TellingService
let receiver: Receiver
let project: ProjectKeys

beforeAll(async () => {
  service = await startTelling({ privateDestinations: [] })
  receiver = await startReceiver()
  project = await createProject(service.db, 'Shop')
})
afterAll(async () => {
  await service.close()
  await receiver.close()
})

const hostile = [
  // This machine and private networks, in every way in which they may be written.
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0177.0.0.1/',
  'https://127.0.0.1./',
  'https://１２７．０．０．１/',
  'https://①②⑦.⓪.⓪.①/',
  'https://0/',
  'https://localhost/',
  'https://LOCALHOST./',
  'https://hook.localhost/',
  'https://10.0.0.1/',
  'https://172.16.0.1/',
  'https://192.168.1.1/',
  'https://100.64.0.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://[::1]/',
  'https://[::]/',
  'https://[fe80::1]/',
  'https://[fec0::1]/',
  'https://[fd00::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:a9fe:a9fe]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b:1::7f00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[2001::7f00:1]/',
  // Groups, documentation, and what nobody has.
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://198.51.100.7/',
  'https://203.0.113.7/',
  'https://[2001:db8::1]/',
  'https://[ff02::1]/',
  'https://240.0.0.1/',
  // User and password, other ports, no encryption, no HTTP.
  'https://user:pass@93.184.215.14/',
  'https://user@93.184.215.14/',
  'https://93.184.215.14:22/',
  'https://93.184.215.14:6379/',
  'https://93.184.215.14:80/',
  'http://93.184.215.14/',
  'http://hooks.shop.example/',
  'ftp://93.184.215.14/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  '//93.184.215.14/',
  'hooks.shop.example',
  '',
]

describe('an address that leads where nothing may be sent', () => {
  test.each(hostile)('%s is refused when it is saved', async url => {
    const body = { kind: 'webhook', name: 'Orders', events: ['response.answered'], url }
    const reply = await service.admin('POST', '/v1/destinations', body, project.secretKey)
    expect([reply.statusCode, reply.json().errors?.[0]?.pointer]).toEqual([400, '/url'])
    if (url.length > 2) expect(reply.body).not.toContain(url)
  })

  test('is refused at the test and at each delivery, where it was allowed when it was saved', async () => {
    const shop = await createProject(service.db, 'Moved shop')
    const nps = await ask(service.db, shop.id, service.clock.now)
    const made = await addDestination(
      {
        db: service.db,
        sealing: createSealing(service.config.secret),
        reach: createReach(['127.0.0.0/8']),
        mail: null,
        publicUrl: 'https://feedback.example',
        now: Date.now(),
      },
      shop.id,
      {
        kind: 'webhook',
        name: 'Orders',
        events: ['response.answered'],
        filters: { tests: false },
        url: receiver.url,
        fields: [],
      },
    )
    const { id } = made as { id: string }
    const tested = await service.admin('POST', `/v1/destinations/${id}/test`, undefined, shop.secretKey)
    expect(tested.json()).toMatchObject({ delivered: false, status: null, error: 'address-not-allowed' })
    await service.post(shop.publishableKey, stateOf(nps, { score: 9 }))
    await service.tell()
    const [delivery] = await service.log(shop, id)
    expect(delivery).toMatchObject({ state: 'waiting', attempts: 1, error: 'address-not-allowed' })
    expect(receiver.received).toEqual([])
  })
})

describe('a name', () => {
  const posting = (addresses: () => string[], ranges: string[] = []) =>
    post(
      new URL(receiver.url.replace('127.0.0.1', 'hooks.shop.example')),
      { headers: {}, body: '{}' },
      { reach: createReach(ranges, async () => addresses()), signal: AbortSignal.timeout(5_000), now: 0 },
    )

  test('is checked by what it resolves to when it is saved', async () => {
    const check = (...addresses: string[]) =>
      createReach([], async () => addresses).check('https://hooks.shop.example:8443/tyck')
    expect(await check('93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c')).toMatchObject({
      port: '8443',
    })
    expect(await check('93.184.215.14', '10.0.0.1')).toBeNull()
    expect(await check('::ffff:10.0.0.1')).toBeNull()
    // It may be known later.
    expect(await check()).not.toBeNull()
  })

  test('whose name server says nothing is waited for only shortly when it is saved', async () => {
    const silent = createReach([], () => new Promise(() => {}), 20)
    expect(await silent.check('https://hooks.shop.example/')).not.toBeNull()
    expect(await silent.check('http://hooks.shop.example/')).toBeNull()
  })

  test('that leads elsewhere by the time of the delivery is not followed there', async () => {
    expect(await posting(() => ['127.0.0.1'])).toEqual({ code: 'address-not-allowed' })
    // Not even where another of its addresses is allowed.
    expect(await posting(() => ['127.0.0.1', '10.0.0.1'], ['127.0.0.1'])).toEqual({
      code: 'address-not-allowed',
    })
    expect(receiver.received).toEqual([])
    expect(await posting(() => ['127.0.0.1'], ['127.0.0.0/8'])).toMatchObject({ status: 204 })
    expect(receiver.take()).toHaveLength(1)
  })

  test('that nobody knows is told as such', async () => {
    expect(await posting(() => [])).toEqual({ code: 'name-not-found' })
  })
})

test('whoever cannot show a certificate that is trusted is told nothing', async () => {
  const asked: unknown[] = []
  const server = createServer(selfSigned, (request, response) => {
    asked.push(request.url)
    response.end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const sent = await post(
    new URL(`https://hooks.shop.example:${port}/`),
    { headers: {}, body: '{}' },
    {
      reach: createReach(['127.0.0.1'], async () => ['127.0.0.1']),
      signal: AbortSignal.timeout(5_000),
      now: 0,
    },
  )
  expect([sent, asked]).toEqual([{ code: 'tls' }, []])
  await new Promise(resolve => server.close(resolve))
})

test('private addresses are reached where they are named, by http and on any port, and no others', async () => {
  const reach = createReach(['10.1.0.0/16', 'fd00::/8', '192.168.0.7'])
  const isTaken = async (url: string) => (await reach.check(url)) !== null
  expect(await isTaken('http://10.1.2.3:8080/')).toBe(true)
  expect(await isTaken('http://[fd00::7]/')).toBe(true)
  expect(await isTaken('http://192.168.0.7/')).toBe(true)
  expect(await isTaken('http://10.2.0.1/')).toBe(false)
  expect(await isTaken('http://192.168.0.8/')).toBe(false)
  expect(await isTaken('http://93.184.215.14/')).toBe(false)
  expect(await isTaken('https://93.184.215.14/')).toBe(true)
})
