import { afterAll, beforeAll, expect, test } from 'vitest'
import { readOperations } from './fuzz/operations.ts'
import { type Service, startService } from './service.ts'

let service: Service

beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.close())

const hostile = ['a\0b', '{"a":"\\u0000"}', '{"a":"\\ud800"}']

test('no parameter of any query brings the service down by a text that Postgres cannot read', async () => {
  const operations = await readOperations(service.app)
  const asked = operations.flatMap(({ method, path, query }) =>
    Object.keys(query).flatMap(name => hostile.map(text => ({ method, path, name, text }))),
  )
  expect(asked.length).toBeGreaterThan(100)
  for (const { method, path, name, text } of asked) {
    const address = path.replace('{key}', 'checkout.payment').replace(/\{\w+\}/g, service.keys.publishableKey)
    const url = `${address}?${name}=${encodeURIComponent(text)}`
    const body = method === 'GET' ? undefined : { asOf: '1:1:' }
    const { statusCode } = await service.admin(method as 'GET', url, body)
    expect(`${statusCode} ${method} ${url}`).toMatch(/^[234]/)
  }
})

test.each([
  ['GET', '/v1/responses', 'words', 'a\0b'],
  ['POST', '/v1/responses/read', 'words', 'a\0b'],
  ['GET', '/v1/responses', 'metadata', '{"city":"\\u0000"}'],
  ['GET', '/v1/scores', 'metadata', '{"city":"\\ud800"}'],
] as const)('%s %s tells %s=%j as a fault of the query', async (method, path, name, text) => {
  const body = method === 'GET' ? undefined : { asOf: '1:1:' }
  const reply = await service.admin(method, `${path}?${name}=${encodeURIComponent(text)}`, body)
  expect(reply.statusCode).toBe(400)
  expect(reply.json()).toMatchObject({
    code: 'validation-failed',
    errors: [{ pointer: `/${name}`, expected: 'a text without NUL and lone surrogates' }],
  })
})
