import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { maxOriginsRefused, noteRefusedOrigin } from '../src/store/originsRefused.ts'
import { publish, type Service, startService } from './service.ts'

let service: Service

beforeAll(async () => {
  service = await startService()
  await publish(service, 'checkout.payment')
  await allow('https://shop.example')
})
afterAll(() => service.close())

const allow = (...origins: string[]) =>
  service.admin('PUT', '/v1/project', { name: 'Shop', origins, theme: {} })
const refused = async () => {
  const { originsRefused } = (await service.admin('GET', '/v1/project')).json()
  return originsRefused.map(({ origin }: { origin: string }) => origin)
}
const read = (origin: string) =>
  service.app.inject({ url: `/v1/projects/${service.keys.publishableKey}/surveys`, headers: { origin } })

test('a page that is on no list is told to whoever keeps the list, until it is on it', async () => {
  await read('https://shop.example')
  await read('https://new.example')
  // The widget asks nobody there; an older one, or another program, posts all the same.
  const id = randomUUID()
  const reply = await service.app.inject({
    method: 'POST',
    url: '/v1/responses',
    headers: { origin: 'https://other.example', 'content-type': 'application/json' },
    payload: {
      key: service.keys.publishableKey,
      responses: [{ id, seq: 1, surveyId: id, rulesId: id, shownAgoMs: 0, changedAgoMs: 0 }],
    },
  })
  expect(reply.statusCode).toBe(403)
  await expect
    .poll(async () => (await refused()).sort())
    .toEqual(['https://new.example', 'https://other.example'])
  await allow('https://shop.example', 'https://new.example', 'https://other.example')
  expect(await refused()).toEqual([])
})

test('where all are allowed nobody is refused, and what is no origin is not kept', async () => {
  await allow()
  await read('https://anybody.example')
  await allow('https://shop.example')
  await read('nonsense')
  await read(`https://${'a'.repeat(400)}.example`)
  await read('https://last.example')
  await expect.poll(refused).toContain('https://last.example')
  expect((await refused()).sort()).toEqual([
    'https://last.example',
    'https://new.example',
    'https://other.example',
  ])
})

test('whoever has the key fills no more than a list to choose from, and keeps no page out of it', async () => {
  const { db, keys } = service
  const { id } = keys
  for (let at = 0; at < maxOriginsRefused + 5; at += 1) {
    await noteRefusedOrigin(db, id, `https://${at}.example`)
  }
  await noteRefusedOrigin(db, id, 'https://real.example')
  expect(await refused()).toHaveLength(maxOriginsRefused)
  expect(await refused()).toContain('https://real.example')
})
