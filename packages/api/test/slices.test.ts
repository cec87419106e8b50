import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Scoring, startScoring } from './scoring.ts'
import { type Service, startService } from './service.ts'

let service: Service
let shop: Scoring

beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.close())
beforeEach(async () => {
  shop = await startScoring(service)
})

const noon = '2026-02-10T12:00:00Z'

const read = (query = '') => service.admin('GET', `/v1/slices${query}`, undefined, shop.project.secretKey)

test('names channels, languages and metadata, the most frequent first', async () => {
  const asked = await shop.ask()
  await shop.store(asked, [[9, 3]], noon, { locale: 'sv', metadata: { device: 'phone', orderValue: 12 } })
  await shop.store(asked, [[null, 1]], noon, {
    locale: 'en',
    channel: 'app',
    metadata: { device: 'desktop' },
  })
  expect((await read()).json()).toEqual({
    of: 4,
    channels: [
      { value: 'web', responses: 3 },
      { value: 'app', responses: 1 },
    ],
    locales: [
      { value: 'sv', responses: 3 },
      { value: 'en', responses: 1 },
    ],
    metadata: [
      {
        key: 'device',
        responses: 4,
        distinct: 2,
        quartiles: null,
        values: [
          { value: 'phone', responses: 3 },
          { value: 'desktop', responses: 1 },
        ],
      },
      {
        key: 'orderValue',
        responses: 3,
        distinct: 1,
        quartiles: [12, 12, 12],
        values: [{ value: 12, responses: 3 }],
      },
    ],
  })
})

test('looks at one touchpoint where it is named, and at no tests', async () => {
  const asked = await shop.ask()
  await shop.store(asked, [[9, 1]], noon, { metadata: { device: 'phone' } })
  await shop.store(asked, [[9, 1]], noon, { metadata: { probe: true }, test: true })
  await shop.store(await shop.ask('csat', 'cart'), [[5, 1]], noon, { metadata: { items: 2 } })
  expect((await read('?touchpoint=checkout.payment')).json()).toMatchObject({
    of: 1,
    metadata: [{ key: 'device' }],
  })
  expect((await read('?touchpoint=elsewhere')).statusCode).toBe(404)
})

test('is empty where nobody was asked, and tells of no more than 20 values', async () => {
  const empty = { of: 0, channels: [], locales: [], metadata: [] }
  expect((await read()).json()).toEqual(empty)
  const asked = await shop.ask()
  for (let value = 0; value < 25; value += 1) {
    await shop.store(asked, [[9, 1]], noon, { metadata: { orderId: `A${value}` } })
  }
  const [orderId] = (await read()).json().metadata
  expect(orderId.distinct).toBe(25)
  expect(orderId.values).toHaveLength(20)
})
