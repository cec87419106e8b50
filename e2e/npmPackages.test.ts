import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { type Consumer, createConsumer } from './consumer.ts'
import { questionOn } from './question.ts'
import { startTyck } from './tyck.ts'

const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))
const names = ['widget', 'react', 'vue']
/** What is in a package beside what is in each: the command has no types, for nothing imports it. */
const kindsOf = (name: string) => ({ widget: ['.d.ts', '.mjs'], cli: [] })[name] ?? ['.d.ts']
let consumer: Consumer

beforeAll(() => {
  consumer = createConsumer()
})
afterAll(() => consumer?.remove())

const installed = (name: string) => join(consumer.folder, 'node_modules/@tyck', name)
const compile = (...args: string[]) => consumer.node(tsc, '-p', '.', '--pretty', 'false', ...args)

describe('What npm packs', () => {
  test.each([...names, 'cli', 'client'])(
    '@tyck/%s holds what its manifest promises, and nothing else',
    async name => {
      const pkgDir = installed(name)
      const { messages, pkg } = await publint({ pkgDir, strict: true, pack: false })
      expect(messages.map(message => formatMessage(message, pkg ?? {}))).toEqual([])

      const manifest = JSON.parse(readFileSync(join(pkgDir, 'package.json'), 'utf8'))
      expect(manifest).toMatchObject({
        name: `@tyck/${name}`,
        license: 'MIT',
        type: 'module',
        sideEffects: false,
      })
      // The workspace's own ways to name a version mean nothing to npm.
      const versions = Object.values({ ...manifest.dependencies, ...manifest.peerDependencies }).join(' ')
      expect(versions).toMatch(['cli', 'client'].includes(name) ? /^$/ : /^\^[\d.]+( \^[\d.]+)*$/)
      expect(readFileSync(join(pkgDir, 'README.md'), 'utf8')).toContain(`npm install @tyck/${name}`)
      expect(existsSync(join(pkgDir, 'LICENSE'))).toBe(true)

      const files = readdirSync(pkgDir, { recursive: true, withFileTypes: true }).filter(one => one.isFile())
      const kinds = new Set(files.map(({ name }) => (name.endsWith('.d.ts') ? '.d.ts' : extname(name))))
      expect([...kinds].sort()).toEqual(['', ...kindsOf(name), '.js', '.json', '.md'].sort())
    },
  )

  test('its command runs', () => {
    const { status, output } = consumer.node('node_modules/.bin/tyck', 'help')
    expect(status).toBe(0)
    expect(output).toContain('Usage: tyck COMMAND')
  })

  test('on a server it can be imported and rendered, and does nothing', () => {
    expect(consumer.node('server.mjs')).toEqual({
      status: 0,
      output: `undefined\n${'<tyck-survey touchpoint="checkout.payment"></tyck-survey>\n'.repeat(2)}`,
    })
  })

  test('its types are found where modules are looked for as Node does', () => {
    expect(compile('--module', 'nodenext', '--moduleResolution', 'nodenext')).toEqual({
      status: 0,
      output: '',
    })
  })
})

describe('The types of a project', () => {
  const bin = () => join(installed('widget'), 'bin/tyck-types.mjs')

  test('come from its touchpoints, in an order of their own, with each contract as it is', async () => {
    const surveys = [
      { touchpoint: 'order.delivered' },
      {
        touchpoint: 'checkout.payment',
        metadata: { 'order-value': 'number', first: 'boolean', a: 'string' },
      },
      { touchpoint: "it's", metadata: {} },
    ]
    const address = await serve(200, JSON.stringify({ surveys }))
    const { status, output } = await run('--url', `${address}/`, '--key', 'pk_a', '--out', 'made.d.ts')
    expect([status, output]).toEqual([0, 'made.d.ts: 3 touchpoints\n'])
    const made = readFileSync(join(consumer.folder, 'made.d.ts'), 'utf8')
    expect(made.slice(made.indexOf('declare'))).toBe(`declare module '@tyck/widget' {
  interface Touchpoints {
    'checkout.payment': {
      a?: string
      first?: boolean
      'order-value'?: number
    }
    'it\\'s': Record<string, never>
    'order.delivered': Metadata
  }
}
`)
  })

  test.each([
    [[], 'Usage: tyck-types'],
    [['--url', 'feedback', '--key', 'pk_a'], 'Usage: tyck-types'],
    [['--nothing'], 'Usage: tyck-types'],
    [['--url', 'http://127.0.0.1:1', '--key', 'pk_a'], "can't be reached"],
  ])('%j is refused in words', async (args, words) => {
    const { status, output } = await run(...args)
    expect(status).toBe(1)
    expect(output).toContain(words)
  })

  test.each([
    [404, '{}', 'knows no project with the key pk_a'],
    [503, '{}', 'answered 503'],
    [200, '<html>', 'is not a Tyck service'],
    [200, '{}', 'is not a Tyck service'],
  ])('an answer of %s %s is refused in words', async (status, body, words) => {
    const refused = await run('--url', await serve(status, body), '--key', 'pk_a')
    expect(refused.status).toBe(1)
    expect(refused.output).toContain(words)
  })

  /** Runs it without holding up the server that it asks. */
  async function run(...args: string[]): Promise<{ status: number | null; output: string }> {
    const { spawn } = await import('node:child_process')
    const child = spawn(process.execPath, [bin(), ...args], { cwd: consumer.folder })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (output += text))
    return new Promise(resolve => child.on('close', status => resolve({ status, output })))
  }

  /** Serves one answer to one request. */
  async function serve(status: number, body: string): Promise<string> {
    const server = createServer((_request, response) => {
      response.writeHead(status, { connection: 'close' }).end(body)
      server.close()
    })
    await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
})

describe('@tyck/client, from a server', () => {
  test('asks by e-mail, and posts what was answered', async () => {
    const { apiUrl, stop } = await startTyck()
    const child = spawn(process.execPath, ['email.mjs'], {
      cwd: consumer.folder,
      env: { ...process.env, TYCK_URL: apiUrl, TYCK_SECRET_KEY: 'sk_demo', PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      const [said] = await once(child.stdout, 'data')
      const { origin } = new URL(`${said}`.split(' ')[0] as string)
      const customer = `customer-${randomUUID()}`
      const link = await (await fetch(`${origin}/ask?customer=${customer}`)).text()
      const answer = (score: number) =>
        fetch(origin + link, {
          method: 'POST',
          body: new URLSearchParams({ score: `${score}`, comment: '<b>Late' }),
        })
      expect(await (await fetch(origin + link)).text()).not.toContain('checked')
      expect(await (await answer(4)).text()).toContain('Saved')
      expect(await (await answer(2)).text()).toContain('&#60;b&#62;Late')
      const reply = await fetch(`${apiUrl}/v1/respondents/${customer}`, {
        headers: { authorization: 'Bearer sk_demo' },
      })
      expect(await reply.json()).toMatchObject({
        responses: [
          {
            id: link.replace('/answer/', ''),
            seq: 3,
            score: 2,
            comment: '<b>Late',
            channel: 'email',
            test: false,
          },
        ],
      })
    } finally {
      child.kill()
      await stop()
    }
  })
})

describeInBrowser('Installed from what npm packs', () => {
  const { visit, tyck } = browsing()

  test('a wrong touchpoint, key or value fails to compile once the types are there, and nothing else does', () => {
    const { apiUrl } = tyck()
    // Without them every touchpoint takes anything.
    expect(compile()).toEqual({ status: 0, output: '' })
    const made = consumer.node('node_modules/.bin/tyck-types', '--url', apiUrl, '--key', 'pk_demo')
    expect(made.output).toMatch(/^tyck\.d\.ts: \d+ touchpoints\n$/)
    const { output } = compile()
    const source = readFileSync(join(consumer.folder, 'src/typed.tsx'), 'utf8').split('\n')
    const wrong = source.flatMap((line, at) => (/\bwrong\b.*(?:\*\/|$)/.test(line) ? [at + 1] : []))
    expect(wrong.length).toBeGreaterThan(10)
    expect([...output.matchAll(/^src\/typed\.tsx\((\d+),/gm)].map(([, line]) => Number(line))).toEqual(wrong)
    expect(output.match(/error TS/g)?.length).toBe(wrong.length)
    writeFileSync(join(consumer.folder, 'tyck.d.ts'), '')
  })

  test('it is bundled by Vite, asks, and stores the answer', async () => {
    const { apiUrl } = tyck()
    const pages = names.map(name => join(consumer.folder, `${name}.html`))
    await build({
      root: consumer.folder,
      logLevel: 'error',
      // As Vite's plugin for Vue sets them; without, Vue warns.
      define: {
        __VUE_OPTIONS_API__: 'false',
        __VUE_PROD_DEVTOOLS__: 'false',
        __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
      },
      build: { rolldownOptions: { input: pages }, modulePreload: { polyfill: false } },
    })
    const server = createServer((request, response) => {
      const path = join(consumer.folder, 'dist', new URL(request.url ?? '', 'http://localhost').pathname)
      const type = path.endsWith('.js') ? 'text/javascript' : 'text/html'
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(readFileSync(path))
    })
    await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as AddressInfo
    for (const name of names) {
      const { page, rows, complaints } = await visit()
      await page.goto(`http://shop.localhost:${port}/${name}.html#${apiUrl}`)
      const question = questionOn(page)
      await question.status.waitFor({ state: 'attached' })
      await question.tap(9)
      await expect.poll(rows).toMatchObject([{ score: 9, metadata: { orderValue: 420 }, test: false }])
      expect(await page.title()).toBe('answered 9')
      expect(complaints).toEqual([])
    }
    server.closeAllConnections()
    server.close()
  })
})
