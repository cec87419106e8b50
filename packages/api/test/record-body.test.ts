import { describe, expect, test } from 'vitest'
import { beforeEachShop, type Shop, stateOf } from './recordingApp.ts'

let service: Shop['service']
let project: Shop['project']
let nps: Shop['nps']
beforeEachShop(shop => {
  ;({ service, project, nps } = shop)
})

const envelope = (change: Record<string, unknown> = {}) =>
  JSON.stringify({ key: project.publishableKey, responses: [stateOf(nps)], ...change })

describe('the body', () => {
  test.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['cut JSON', '{"key":"pk_demo","responses":['],
    ['NaN', '{"key":NaN}'],
    ['a trailing comma', '{"key":"pk_demo",}'],
    ['bytes that are not UTF-8', Buffer.from('{"key":"\xff"}', 'latin1')],
    ['a cut UTF-8 sequence', Buffer.from('{"key":"€"}').subarray(0, 9)],
    ['8,000 open brackets', '['.repeat(8_000)],
    ['__proto__', '{"key":"pk_demo","responses":[{"__proto__":{"polluted":1}}]}'],
    [
      'an escaped __proto__',
      '{"key":"pk_demo","responses":[{"a":[{"\\u005f_proto\\u005f_":{"polluted":1}}]}]}',
    ],
    ['constructor.prototype', '{"key":"pk_demo","responses":[{"constructor":{"prototype":{"polluted":1}}}]}'],
  ])('is malformed with %s', async (_, body) => {
    const reply = await service.postBody(body)
    expect(reply.statusCode).toBe(400)
    expect(reply.json()).toMatchObject({ code: 'malformed-body', retryable: false })
    expect(reply.headers['content-type']).toMatch('application/problem+json')
    expect(reply.headers['access-control-allow-origin']).toBe('*')
    expect({}).not.toHaveProperty('polluted')
  })

  test.each<[string, string]>([
    ['null', 'null'],
    ['a number', '5'],
    ['a text', '"x"'],
    ['a list', '[]'],
    ['deep brackets that close', '['.repeat(8_000) + ']'.repeat(8_000)],
    ['no responses', '{"key":"pk_demo"}'],
    ['an empty list of responses', '{"key":"pk_demo","responses":[]}'],
    ['21 responses', JSON.stringify({ key: 'pk_demo', responses: Array(21).fill({}) })],
    ['a key that is no text', '{"key":5,"responses":[{}]}'],
  ])('is refused as a whole with %s', async (_, body) => {
    const reply = await service.postBody(body)
    expect(reply.statusCode).toBe(400)
    expect(reply.json()).toMatchObject({ code: 'validation-failed', retryable: false })
  })

  test('is refused with unknown keys in the envelope, in few words and without their names', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`secret${at}`, 1]))
    const reply = await service.postBody(envelope(unknown))
    expect(reply.statusCode).toBe(400)
    expect(Buffer.byteLength(reply.body)).toBeLessThanOrEqual(2_048)
    expect(reply.body).not.toContain('secret')
    expect(reply.json()).toMatchObject({ code: 'validation-failed', errors: [{ pointer: '' }] })
  })

  test('may be 16 KiB large, and not a byte larger', async () => {
    const padded = (size: number) => `${envelope()}${' '.repeat(size)}`.slice(0, size)
    expect((await service.postBody(padded(16_384))).statusCode).toBe(200)
    const reply = await service.postBody(padded(16_385))
    expect(reply.statusCode).toBe(413)
    expect(reply.json()).toMatchObject({ code: 'payload-too-large' })
  })

  test('may begin with a byte order mark', async () => {
    expect((await service.postBody(`\u{FEFF}${envelope()}`)).statusCode).toBe(200)
  })
})

describe('the content type', () => {
  test.each([
    'text/plain',
    'application/json',
    'text/plain;charset=UTF-8',
    'application/json; charset=utf-8',
    'Application/JSON ; charset="UTF-8"',
  ])('may be %s', async type => {
    expect((await service.postBody(envelope(), { 'content-type': type })).statusCode).toBe(200)
  })

  test.each([
    '',
    'text/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; charset=utf-16',
    'application/json;charset=iso-8859-1',
    'application/jsonp',
    'text/plainer',
  ])('must not be %j', async type => {
    const reply = await service.postBody(envelope(), { 'content-type': type })
    expect(reply.statusCode).toBe(415)
    expect(reply.json()).toMatchObject({ code: 'unsupported-media-type' })
  })

  test.each([
    ['gzip', 415],
    ['br', 415],
    ['identity', 200],
  ])('with the content encoding %s is answered by %i', async (encoding, status) => {
    expect((await service.postBody(envelope(), { 'content-encoding': encoding })).statusCode).toBe(status)
  })
})

test('tells whoever it answers to keep nothing', async () => {
  const reply = await service.postBody(envelope())
  expect(reply.headers).toMatchObject({
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'Retry-After, ETag',
  })
  expect(reply.headers['content-type']).toMatch('application/json')
  expect(reply.headers).not.toHaveProperty('set-cookie')
  expect(reply.headers).not.toHaveProperty('vary')
})

test('is described by OpenAPI, items and results included', async () => {
  const { paths } = (await service.app.inject('/openapi.json')).json()
  const { requestBody, responses } = paths['/v1/responses'].post
  for (const type of ['application/json', 'text/plain']) {
    const { properties } = requestBody.content[type].schema
    expect(properties.responses.items.properties.score).toMatchObject({ type: 'integer', maximum: 10 })
  }
  const result = responses['200'].content['application/json'].schema.properties.results.items
  expect(result.properties.status.enum).toEqual(['stored', 'unchanged', 'rejected'])
})
