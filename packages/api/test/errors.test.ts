import { problem as problemShape } from '@tyck/shared/problem'
import type { InjectOptions } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../src/app.ts'
import { limits, readConfig } from '../src/config.ts'
import { openDatabase } from '../src/store/database.ts'
import { startLine } from './brokenLine.ts'
import { type RawReply, rawRequest } from './rawRequest.ts'
import { type Service, startService } from './service.ts'

let service: Service

beforeAll(async () => {
  service = await startService({ limits: { ...limits, headersMs: 150, requestMs: 300, checkMs: 50 } })
  await service.app.listen({ port: 0, host: '127.0.0.1' })
})

afterAll(() => service.close())

/** Holds a reply to the one shape of errors, and tells its code. */
function codeOf({ status, headers, body }: RawReply): string {
  const problem = problemShape.strict().parse(JSON.parse(body))
  expect(problem.status).toBe(status)
  expect(problem.instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/)
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(2_048)
  expect(headers).toMatchObject({
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'Retry-After, ETag',
  })
  return problem.code
}

async function inject(request: string | InjectOptions): Promise<RawReply> {
  const { statusCode, headers, body } = await service.app.inject(request)
  return { status: statusCode, headers: headers as Record<string, string>, body }
}

const put = (payload: string | Buffer, headers: Record<string, string> = {}) =>
  inject({
    method: 'PUT',
    url: '/v1/touchpoints/key',
    payload,
    headers: {
      authorization: `Bearer ${service.keys.secretKey}`,
      'content-type': 'application/json',
      ...headers,
    },
  })

describe('an error has one shape', () => {
  test('for an address where nothing is', async () => {
    const reply = await inject('/v2/secret-name?key=value')
    expect(codeOf(reply)).toBe('not-found')
    expect(reply.body).not.toContain('secret-name')
  })

  test('for a method that an address does not have, with those that it has', async () => {
    const reply = await inject({ method: 'DELETE', url: '/v1/touchpoints/checkout.payment/survey' })
    expect(codeOf(reply)).toBe('method-not-allowed')
    expect(reply.headers.allow).toBe('PUT')
    expect((await inject({ method: 'PATCH', url: '/v1/responses?x' })).headers.allow).toBe('GET, HEAD, POST')
  })

  test.each(['/nope', '/v1/nope', '/v1/responses/nope', '/v1/projects//surveys'])(
    'for a preflight to %s, where nothing is',
    async url => {
      const headers = { origin: 'https://shop.example', 'access-control-request-method': 'POST' }
      expect(codeOf(await inject({ method: 'OPTIONS', url, headers }))).toBe('not-found')
    },
  )

  test('for a preflight to what pages have no business with', async () => {
    const reply = await inject({
      method: 'OPTIONS',
      url: '/v1/project',
      headers: { origin: 'https://a.example' },
    })
    expect(codeOf(reply)).toBe('method-not-allowed')
    expect(reply.headers.allow).toBe('DELETE, GET, HEAD, PUT')
  })

  test.each(['/v1/responses', '/v1/responses?x', '/v1/projects/pk_x/surveys'])(
    'but a preflight to %s is answered',
    async url => {
      const { status, headers } = await inject({
        method: 'OPTIONS',
        url,
        headers: { origin: 'https://a.example' },
      })
      expect(status).toBe(204)
      expect(headers).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-allow-headers': 'Content-Type, If-None-Match',
      })
    },
  )

  test.each(['/%', '/v1/touchpoints/%E0%A4%A/history', '/v1/projects/%ff/surveys'])(
    'for the malformed address %s',
    async url => {
      expect(
        codeOf(await rawRequest(service.app, `GET ${url} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)),
      ).toBe('malformed-request')
    },
  )

  test('for an address whose parts are too long', async () => {
    expect(codeOf(await inject(`/v1/projects/pk_${'x'.repeat(5_000)}/surveys`))).toBe('not-found')
  })

  const broken: [string, string, string][] = [
    ['bytes that are not HTTP', 'TYCK 1\r\n\r\n', 'malformed-request'],
    ['a request to a proxy', 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n', 'malformed-request'],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 'malformed-request'],
    ['two Hosts', 'GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n', 'malformed-request'],
    ['two Hosts alike', 'GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n', 'malformed-request'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      'malformed-request',
    ],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'malformed-request',
    ],
    [
      'a bad chunk',
      'POST /v1/responses HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      'malformed-request',
    ],
    [
      'headers of 20 kB',
      `GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`,
      'headers-too-large',
    ],
    ['headers that never end', 'GET / HTTP/1.1\r\nHost: x\r\n', 'request-timeout'],
    [
      'a body that never comes',
      'POST /v1/responses HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 50\r\n\r\n{}',
      'request-timeout',
    ],
  ]
  test.each(broken)('for %s, and the connection is closed', async (_what, bytes, code) => {
    const reply = await rawRequest(service.app, bytes)
    expect(codeOf(reply)).toBe(code)
    expect(reply.headers.connection).toBe('close')
  })

  test('for a header that is refused, also where it stands behind two thousand others', async () => {
    const head = (count: number) =>
      `GET /v1/project HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${service.keys.secretKey}\r\n${'a:1\r\n'.repeat(count)}`
    expect((await rawRequest(service.app, `${head(2_100)}\r\n`)).status).toBe(200)
    for (const count of [0, 2_100]) {
      const reply = await rawRequest(service.app, `${head(count)}Origin: https://shop.example\r\n\r\n`)
      expect(codeOf(reply)).toBe('secret-key-in-browser')
      const hosts = await rawRequest(service.app, `${head(count)}Host: y\r\n\r\n`)
      expect(codeOf(hosts)).toBe('malformed-request')
    }
  })

  test('for an expectation that is not met here', async () => {
    const reply = await rawRequest(
      service.app,
      'POST /v1/responses HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nContent-Length: 0\r\n\r\n',
    )
    expect(codeOf(reply)).toBe('malformed-request')
  })

  test.each([
    ['nothing', ''],
    ['half a body', '{"name":"x"'],
    ['NaN', '{"name":NaN}'],
    ['a trailing comma', '{"name":"x",}'],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['a prototype', '{"name":"x","__proto__":{"polluted":true}}'],
    ['an escaped prototype', '{"name":"x","\\u005f_proto__":{"polluted":true}}'],
    ['a constructor', '{"name":"x","metadata":{"constructor":{"prototype":{"polluted":true}}}}'],
    ['100,000 brackets', '['.repeat(100_000)],
    ['100,000 pairs of brackets', '['.repeat(100_000) + ']'.repeat(100_000)],
  ])('for a body of %s', async (_what, payload) => {
    const reply = await put(payload)
    expect(codeOf(reply)).toBe('malformed-body')
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test.each(['null', '5', '"x"', '[]', '{}'])('for the body %s', async payload => {
    expect(codeOf(await put(payload))).toBe('validation-failed')
  })

  test.each([
    ['text/plain', {}],
    ['application/xml', {}],
    ['multipart/form-data; boundary=x', {}],
    ['application/json; charset=utf-16', {}],
    ['application/json; charset = "latin1"', {}],
    ['application/json', { 'content-encoding': 'gzip' }],
    ['application/json', { 'content-encoding': 'identity, gzip' }],
  ])('for the content type %s %j', async (type, headers) => {
    expect(codeOf(await put('{"name":"x"}', { 'content-type': type, ...headers }))).toBe(
      'unsupported-media-type',
    )
  })

  test.each([
    ['application/json; charset=utf8', {}],
    ['application/json; charset="UTF-8"', {}],
    ['Application/JSON ; Charset=utf-8; x=y', {}],
    ['application/json', { 'content-encoding': 'identity' }],
  ])('but none for %s %j, whoever is called', async (type, headers) => {
    const encoded = { 'content-type': type, ...headers }
    expect((await put('{"name":"x"}', encoded)).status).toBe(200)
    const post = { method: 'POST', url: '/v1/responses', payload: '{', headers: encoded } as const
    expect(codeOf(await inject(post))).toBe('malformed-body')
  })

  test('for a body that is too large, whether it says so or not', async () => {
    const body = `{"name":"${'x'.repeat(300_000)}"}`
    expect(codeOf(await put(body))).toBe('payload-too-large')
    const head = `PUT /v1/touchpoints/key HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${service.keys.secretKey}\r\nContent-Type: application/json\r\n`
    const chunk = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`
    expect(codeOf(await rawRequest(service.app, `${head}Transfer-Encoding: chunked\r\n\r\n`, chunk))).toBe(
      'payload-too-large',
    )
  })

  test('for a thousand faults, of which it names ten and no name of the caller', async () => {
    const metadata = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`secret${at}`, 'money']))
    const many = await put(JSON.stringify({ name: 'x', metadata }))
    expect(codeOf(many)).toBe('validation-failed')
    expect(JSON.parse(many.body).errors).toHaveLength(10)
    const unknown = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`secret${at}`, 1]))
    const reply = await put(JSON.stringify({ name: 'x', ...unknown }))
    expect(codeOf(reply)).toBe('validation-failed')
    expect(reply.body).not.toContain('secret')
  })

  test('for what goes wrong here, without a word on how', async () => {
    await put('{"name":"x"}')
    await sql`alter table rules rename to rules_elsewhere`.execute(service.db)
    const reply = await inject({
      url: '/v1/touchpoints',
      headers: { authorization: `Bearer ${service.keys.secretKey}` },
    })
    await sql`alter table rules_elsewhere rename to rules`.execute(service.db)
    expect(codeOf(reply)).toBe('internal-error')
    expect(reply.body).not.toMatch(/rules|relation|42P01|select/)
  })

  test('and the next request is answered as if nothing had been', async () => {
    expect((await put('{"name":"x"}')).status).toBe(200)
  })
})

describe('without its database', () => {
  async function startOnLine() {
    const line = await startLine(service.databaseUrl)
    const database = openDatabase(line.url, { connections: 2, connectMs: 1_000, queryMs: 1_000 })
    const clock = { now: 0 }
    const app = await buildApp({
      config: readConfig({ LOG_LEVEL: 'silent', TYCK_DEMO: 'off' }),
      db: database.db,
      databaseUrl: line.url,
      clock: () => clock.now,
    })
    const project = () =>
      app.inject({ url: '/v1/project', headers: { authorization: `Bearer ${service.keys.secretKey}` } })
    return {
      line,
      clock,
      project,
      surveys: () => app.inject(`/v1/projects/${service.keys.publishableKey}/surveys`),
      livez: () => app.inject('/livez'),
      readyz: () => app.inject('/readyz'),
      async close() {
        line.cut()
        await app.close()
        await database.close()
        await line.close()
      },
    }
  }

  test.each(['cut', 'silence'] as const)(
    'the service says 503 after a %s, and recovers by itself',
    async fault => {
      const { line, project, surveys, readyz, livez, close } = await startOnLine()
      // Of the pool that tells who asks, and no other: none has to find out what it lost after all is well again.
      expect((await surveys()).statusCode).toBe(200)
      line[fault]()
      // More often than there are connections: none of them may stay lost.
      for (let time = 0; time < 4; time++) {
        const { statusCode, headers, body } = await project()
        expect(codeOf({ status: statusCode, headers: headers as Record<string, string>, body })).toBe(
          'database-unavailable',
        )
        expect(statusCode).toBe(503)
        expect(headers['retry-after']).toBe('5')
      }
      expect((await readyz()).statusCode).toBe(503)
      expect((await livez()).statusCode).toBe(200)
      line.mend()
      expect((await project()).statusCode).toBe(200)
      await close()
    },
  )

  test.each(['cut', 'silence'] as const)('pages get the surveys that were known after a %s', async fault => {
    const { line, clock, surveys, close } = await startOnLine()
    const before = await surveys()
    line[fault]()
    clock.now += 3_600_000
    const after = await surveys()
    expect(after.statusCode).toBe(200)
    expect(after.headers.etag).toBe(before.headers.etag)
    line.mend()
    await close()
  })

  test('pages of a project that was not known get a 503', async () => {
    const { line, surveys, close } = await startOnLine()
    line.cut()
    expect((await surveys()).statusCode).toBe(503)
    line.mend()
    expect((await surveys()).statusCode).toBe(200)
    await close()
  })
})
