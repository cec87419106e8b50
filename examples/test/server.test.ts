import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createExamples } from '../server/createExamples.mjs'

const publicUrl = 'https://feedback.example'
const row = { id: '019ab000-0000-7000-8000-000000000001', score: 9, comment: '<b>fast</b>' }

let api: Server
let examples: Server
let asked: IncomingMessage[] = []
let answer: () => { status: number; body: unknown }

beforeAll(async () => {
  api = createServer((request, response) => {
    asked.push(request)
    const { status, body } = answer()
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  })
  await listen(api)
  examples = createExamples({ apiUrl: `http://127.0.0.1:${portOf(api)}`, publicUrl })
  await listen(examples)
})

beforeEach(() => {
  asked = []
  answer = () => ({ status: 200, body: { responses: [row], next: null } })
})

afterAll(() => {
  api.close()
  examples.close()
})

describe('pages', () => {
  test.each(['/', '/checkout/', '/corner/', '/strict/', '/app/'])(
    '%s names the others and loads the script',
    async path => {
      const { status, headers, body } = await get(path)
      expect(status).toBe(200)
      expect(headers['content-type']).toBe('text/html; charset=utf-8')
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(body).toContain(`href="${path}" aria-current="page"`)
      expect(body).not.toContain('{{')
      if (path !== '/') expect(body).toContain(`src="${publicUrl}/tyck.js" data-key="pk_demo"`)
    },
  )

  test.each(['/react/', '/react-ssr/', '/vue/'])(
    '%s names the others, and says where Tyck is',
    async path => {
      const { status, headers, body } = await get(path)
      expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
      expect(body).toContain(`href="${path}" aria-current="page"`)
      expect(body).toContain(publicUrl)
      expect(body).not.toMatch(/\{\{[A-Z]|<!--(?:app|data)-->/)
    },
  )

  test('the gallery names the others, and its cells load the script', async () => {
    expect((await get('/gallery/')).body).toContain('href="/gallery/" aria-current="page"')
    expect((await get('/gallery/cell.html?metric=nps')).body).toContain(`src="${publicUrl}/tyck.js"`)
  })

  test('every file that a page names is there', async () => {
    const apps = ['/app/', '/react/', '/react-ssr/', '/vue/']
    for (const path of ['/', '/checkout/', '/corner/', '/strict/', '/gallery/', ...apps]) {
      const { body } = await get(path)
      const named = [...body.matchAll(/(?:src|href)="(\/[^"?]*)/g)].map(([, address = '']) => address)
      expect(named.length).toBeGreaterThan(5)
      for (const address of named) expect([address, (await get(address)).status]).toEqual([address, 200])
    }
  })

  test('a folder without its slash leads to it', async () => {
    const { status, headers } = await get('/checkout')
    expect([status, headers.location]).toEqual([308, '/checkout/'])
  })

  test.each([
    ['/app/products/dimma', 'id="view"'],
    ['/react/paid', 'id="root"'],
    ['/vue/orders', 'id="root"'],
  ])('%s, which only its router knows, is the app', async (path, content) => {
    const { status, body } = await get(path)
    expect(status).toBe(200)
    expect(body).toContain(content)
  })

  test('React renders its page in the middle of the template, from what the page says it was rendered from', async () => {
    const { status, body } = await get('/react-ssr/')
    expect(status).toBe(200)
    const data = /<script type="application\/json" id="data">(.*?)<\/script>/.exec(body)?.[1] ?? ''
    expect(JSON.parse(data)).toEqual({
      order: { number: 'A1017', value: 1240, items: 3 },
      endpoint: publicUrl,
    })
    expect(body).toMatch(/id="root"><header>.*<tyck-survey touchpoint="checkout.payment".*<aside/s)
    expect(body.trimEnd().endsWith('</html>')).toBe(true)
  })

  test.each([
    '/nothing',
    '/server.mjs',
    '/README.md',
    '/package.json',
    '/../package.json',
    '/checkout/../server.mjs',
    '/%2e%2e/package.json',
    '/checkout/..%2f..%2fpackage.json',
    '/checkout/%00',
    '//feedback.example/',
    '/app/../server.mjs',
    '/react/src/main.tsx',
    '/react-ssr/server/entry-server.js',
  ])('%s is not there', async path => {
    const { status, headers, body } = await get(path)
    expect(status).toBe(404)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(body).toContain('There is no such page')
  })

  test('HEAD answers without a body, and other methods are refused', async () => {
    const head = await get('/', { method: 'HEAD' })
    expect([head.status, head.body]).toEqual([200, ''])
    const post = await get('/', { method: 'POST' })
    expect([post.status, post.headers.allow]).toEqual([405, 'GET, HEAD'])
  })
})

describe('the strict page', () => {
  test('allows its own nonce only, and Tyck to be talked to', async () => {
    const { headers, body } = await get('/strict/')
    const policy = String(headers['content-security-policy'])
    const nonce = /script-src 'nonce-([\w-]+)'/.exec(policy)?.[1]
    expect(policy).toBe(
      `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src 'self'; ` +
        `connect-src ${publicUrl}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; ` +
        "require-trusted-types-for 'script'; trusted-types 'none'",
    )
    const loads = body.match(/<(?:script|link)[^>]*(?:src=|stylesheet)[^>]*>/g) ?? []
    expect(loads.length).toBeGreaterThan(3)
    for (const load of loads) expect(load).toContain(`nonce="${nonce}"`)
  })

  test('has a new nonce with every request', async () => {
    const policies = [await get('/strict/'), await get('/strict/')].map(
      page => page.headers['content-security-policy'],
    )
    expect(policies[0]).not.toBe(policies[1])
  })
})

describe('rows', () => {
  const rows = '/rows?touchpoint=checkout.payment'

  test('come from the API, asked with the secret key and nothing of the browser', async () => {
    const { status, headers, body } = await get(rows, { headers: { Origin: 'http://localhost:4401' } })
    expect([status, JSON.parse(body)]).toEqual([200, { responses: [row] }])
    expect(headers['cache-control']).toBe('no-store')
    expect(asked.map(request => request.url)).toEqual(['/v1/responses?touchpoint=checkout.payment&limit=5'])
    expect(asked[0]?.headers).toMatchObject({
      authorization: 'Bearer sk_demo',
      host: `127.0.0.1:${portOf(api)}`,
    })
    expect(asked[0]?.headers.origin).toBeUndefined()
  })

  test('are for this machine only: not under another name, not through a proxy', async () => {
    for (const headers of [
      { Host: 'evil.example' },
      { 'X-Forwarded-For': '203.0.113.9' },
      { Forwarded: 'for=a' },
    ]) {
      expect((await get(rows, { headers })).status).toBe(403)
    }
    expect(asked).toEqual([])
  })

  test.each(['', '?touchpoint=', '?touchpoint=a%26limit%3D500', '?touchpoint=A%20b', '?touchpoint=../keys'])(
    '%s names no touchpoint',
    async query => {
      expect((await get(`/rows${query}`)).status).toBe(400)
      expect(asked).toEqual([])
    },
  )

  test('an API that refuses is said in words, without its own', async () => {
    answer = () => ({ status: 500, body: { detail: 'a secret' } })
    const { status, body } = await get(rows)
    expect([status, JSON.parse(body)]).toEqual([503, { detail: 'The API answered 500. Its log says why.' }])
  })

  test('where the demo project is gone it says so, and how to have it again', async () => {
    answer = () => ({ status: 401, body: { detail: 'a secret' } })
    const { status, body } = await get(rows)
    expect(status).toBe(410)
    expect(JSON.parse(body).detail).toMatch(/^The demo project.* was deleted.*TYCK_DATA_DIR=/)
  })

  test('an API that is away is said in words', async () => {
    const gone = createServer()
    await listen(gone)
    const alone = createExamples({ apiUrl: `http://127.0.0.1:${portOf(gone)}`, publicUrl })
    await new Promise(resolve => gone.close(resolve))
    await listen(alone)
    const { status, body } = await get(rows, {}, alone)
    alone.close()
    expect([status, JSON.parse(body)]).toEqual([
      503,
      { detail: 'The API does not answer. Start it with npm start.' },
    ])
  })
})

interface Reply {
  status: number
  headers: IncomingMessage['headers']
  body: string
}

/** Sends the path as it is: `fetch` would take its dots away before the server could see them. */
function get(
  path: string,
  options: { method?: string; headers?: Record<string, string> } = {},
  server: Server = examples,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = { Host: 'localhost', ...options.headers }
    const sent = request({ ...options, headers, host: '127.0.0.1', port: portOf(server), path }, response => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', chunk => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

function listen(server: Server): Promise<void> {
  return new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}
