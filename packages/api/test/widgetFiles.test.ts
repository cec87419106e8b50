import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Service, startService } from './service.ts'

const content = (name: string) => `/* ${name} */`
let widgetDir: string
let service: Service

beforeAll(async () => {
  widgetDir = mkdtempSync(join(tmpdir(), 'tyck-widget-'))
  writeFileSync(join(widgetDir, 'manifest.json'), '{"version":"1.2.3"}')
  for (const name of [
    'tyck.js',
    'widget-AB12.js',
    'later-CD34.js',
    'tyck.full.js',
    'index.js',
    'secret.env',
  ]) {
    writeFileSync(join(widgetDir, name), content(name))
    writeFileSync(join(widgetDir, `${name}.br`), brotliCompressSync(content(name)))
    writeFileSync(join(widgetDir, `${name}.gz`), gzipSync(content(name)))
  }
  writeFileSync(join(widgetDir, 'widget-AB12.js.map'), '{}')
  mkdirSync(join(widgetDir, 'types'))
  writeFileSync(join(widgetDir, 'types', 'widget-types.js'), '')
  service = await startService({ widgetDir })
})

afterAll(async () => {
  await service.close()
  rmSync(widgetDir, { recursive: true })
})

describe("the widget's files", () => {
  test.each([
    ['/tyck.js', 'tyck.js', 'public, max-age=300'],
    ['/widget-AB12.js', 'widget-AB12.js', 'public, max-age=31536000, immutable'],
    ['/later-CD34.js', 'later-CD34.js', 'public, max-age=31536000, immutable'],
    ['/v/1.2.3/tyck.full.js', 'tyck.full.js', 'public, max-age=31536000, immutable'],
  ])('include %s, for every page and as long as it holds', async (url, name, cacheControl) => {
    const reply = await service.app.inject({ url, headers: { origin: 'https://shop.example' } })
    expect(reply.statusCode).toBe(200)
    expect(reply.body).toBe(content(name))
    expect(reply.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': cacheControl,
      'content-type': 'text/javascript; charset=utf-8',
      'cross-origin-resource-policy': 'cross-origin',
      'timing-allow-origin': '*',
      'x-content-type-options': 'nosniff',
      vary: 'Accept-Encoding',
    })
  })

  test('come as small as they were built', async () => {
    const url = '/widget-AB12.js'
    const br = await service.app.inject({ url, headers: { 'accept-encoding': 'gzip, deflate, br' } })
    expect(br.headers['content-encoding']).toBe('br')
    expect(br.rawPayload).toEqual(brotliCompressSync(content('widget-AB12.js')))
    const gzip = await service.app.inject({ url, headers: { 'accept-encoding': 'gzip' } })
    expect(gzip.headers['content-encoding']).toBe('gzip')
    expect(gzip.rawPayload).toEqual(gzipSync(content('widget-AB12.js')))
    // What was not compressed is sent as it is.
    const map = await service.app.inject({ url: `${url}.map`, headers: { 'accept-encoding': 'br' } })
    expect(map.headers).not.toHaveProperty('content-encoding')
  })

  test('are not sent again to who has them', async () => {
    const { headers } = await service.app.inject({ url: '/tyck.js', headers: { 'accept-encoding': 'br' } })
    const again = await service.app.inject({
      url: '/tyck.js',
      headers: { 'if-none-match': `${headers.etag}` },
    })
    expect(again.statusCode).toBe(304)
    expect(again.body).toBe('')
  })

  test.each([
    '/index.js',
    '/secret.env',
    '/manifest.json',
    '/tyck.js.br',
    '/tyck.full.js',
    '/v/1.2.2/tyck.full.js',
    '/types/widget-types.js',
    '/..%2fwidget-AB12.js',
    '/widget-EF56.js',
  ])('do not include %s', async url => {
    const reply = await service.app.inject(url)
    expect(reply.statusCode).toBe(404)
    expect(reply.json().code).toBe('not-found')
  })

  test('may be missing: the service says so and runs', async () => {
    const bare = await startService({ widgetDir: join(widgetDir, 'nowhere') })
    expect((await bare.app.inject('/tyck.js')).statusCode).toBe(404)
    expect((await bare.app.inject('/livez')).statusCode).toBe(200)
    await bare.close()
  })
})
