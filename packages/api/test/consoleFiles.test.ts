import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Service, startService } from './service.ts'

const content = (name: string) => `/* ${name} */`
let consoleDir: string
let service: Service

beforeAll(async () => {
  consoleDir = mkdtempSync(join(tmpdir(), 'tyck-console-'))
  mkdirSync(join(consoleDir, 'assets'))
  writeFileSync(join(consoleDir, 'secret.env'), 'secret')
  writeFileSync(join(consoleDir, 'manifest.json'), '{}')
  for (const name of ['index.html', 'preview.html', 'assets/console-AB12.js', 'assets/console-CD34.css']) {
    writeFileSync(join(consoleDir, name), content(name))
    writeFileSync(join(consoleDir, `${name}.br`), brotliCompressSync(content(name)))
  }
  service = await startService({ consoleDir })
})

afterAll(async () => {
  await service.close()
  rmSync(consoleDir, { recursive: true })
})

describe('the console', () => {
  test.each([
    '/',
    '/sign-in',
    '/sign-in?next=%2F',
    '/setup',
    '/invitation',
    '/reset',
    '/account',
    '/projects',
    '/p/0199',
    '/p/0199/touchpoints/checkout.payment/edit?range=90d',
  ])('answers at %s with its page, which is asked for each time and may load nothing foreign', async url => {
    const reply = await service.app.inject(url)
    expect(reply.statusCode).toBe(200)
    expect(reply.body).toBe(content('index.html'))
    expect(reply.headers).toMatchObject({
      'cache-control': 'no-cache',
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    expect(reply.headers).not.toHaveProperty('access-control-allow-origin')
    const policy = `${reply.headers['content-security-policy']}`
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; /)
    expect(policy).toContain("frame-ancestors 'none'; require-trusted-types-for 'script'")
    expect(policy).not.toContain('unsafe')
  })

  test('brings files that are kept for ever, compressed when they were built', async () => {
    const url = '/assets/console-AB12.js'
    const reply = await service.app.inject({ url, headers: { 'accept-encoding': 'br' } })
    expect(reply.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'br',
      'content-type': 'text/javascript; charset=utf-8',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(reply.rawPayload).toEqual(brotliCompressSync(content('assets/console-AB12.js')))
    const style = await service.app.inject('/assets/console-CD34.css')
    expect(style.headers['content-type']).toBe('text/css; charset=utf-8')
    const again = await service.app.inject({
      url: '/',
      headers: { 'if-none-match': `${(await service.app.inject('/')).headers.etag}` },
    })
    expect(again.statusCode).toBe(304)
  })

  test('lets its preview stand in itself and nowhere else, and send nothing', async () => {
    const { headers } = await service.app.inject('/preview')
    const policy = `${headers['content-security-policy']}`
    expect(policy).toContain("frame-ancestors 'self'")
    expect(policy).not.toContain('connect-src')
  })

  test.each([
    '/pricing',
    '/p',
    '/sign-in/x',
    '/assets/',
    '/assets/console-AB12.js.br',
    '/assets/nothing.js',
    '/index.html',
    '/secret.env',
    '/assets/..%2fsecret.env',
    '/v1/nothing',
  ])('leaves %s to be a 404 that programs can read', async url => {
    const reply = await service.app.inject(url)
    expect([reply.statusCode, reply.json().code]).toEqual([404, 'not-found'])
    expect(reply.headers['content-type']).toContain('application/problem+json')
  })

  test('may be missing: the service runs, and its front page says so', async () => {
    const bare = await startService({ consoleDir: join(consoleDir, 'nowhere') })
    const reply = await bare.app.inject('/')
    expect(reply.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(reply.headers['content-security-policy']).toContain("default-src 'none'")
    expect(reply.body).toContain('npm run build')
    expect((await bare.app.inject('/sign-in')).statusCode).toBe(404)
    await bare.close()
  })
})
