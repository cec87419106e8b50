import { readFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ServedProject, serveProject } from './servedProject.ts'
import { tyck } from './tyck.ts'

let project: ServedProject
beforeAll(async () => {
  project = await serveProject()
})
afterAll(() => project.close())

describe('help', () => {
  test('lists the commands on stdout, and ends with 0', async () => {
    const { code, stdout, stderr } = await tyck(['help'])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^Usage: tyck COMMAND/)
    expect(stdout).toMatch(/^ {2}types +\w/m)
    expect((await tyck(['--help'])).stdout).toBe(stdout)
  })

  test('tells of each command its options, before or after its name', async () => {
    const listed = (await tyck(['help'])).stdout.split('\n\n')[1] ?? ''
    const names = [...listed.matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name as string)
    expect(names).toContain('types')
    for (const name of names) {
      const { code, stdout } = await tyck(['help', name])
      expect([code, (await tyck([name, '-h'])).stdout]).toEqual([0, stdout])
      expect(stdout).toContain(`Usage: tyck ${name}`)
      expect(stdout).toMatch(/^ {2}--json +\w/m)
    }
  })

  test('tells the version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
    expect(await tyck(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  })
})

describe('what is used wrongly ends with 2, in words on stderr', () => {
  test.each([
    [[], 'Usage: tyck COMMAND'],
    [['fly'], 'no command of this name'],
    [['types', '--fly'], "Unknown option '--fly'"],
    [['types', '--out'], "'--out <value>' argument missing"],
    [['types', 'file'], 'takes nothing without a dash'],
    [['types'], 'TYCK_URL'],
    [['types', '--url', 'feedback'], 'like https://feedback.example'],
    [['types', '--url', 'http://127.0.0.1:9999'], 'TYCK_SECRET_KEY'],
  ])('%j', async (args, words) => {
    const { code, stdout, stderr } = await tyck(args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(words)
  })

  test('a publishable key where a secret one belongs', async () => {
    const env = { TYCK_URL: project.url, TYCK_SECRET_KEY: project.keys.publishableKey }
    const { code, stderr } = await tyck(['types'], env)
    expect(code).toBe(2)
    expect(stderr).toContain('begins with sk_')
    expect(stderr).not.toContain(project.keys.publishableKey)
  })
})

describe('what fails ends with 1', () => {
  const key = 'sk_of-somebody-else'

  test('for a key that the service does not take, without a word of the key', async () => {
    const { code, stdout, stderr } = await tyck(['types'], { TYCK_URL: project.url, TYCK_SECRET_KEY: key })
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain('does not take this secret key')
    expect(stderr).not.toContain(key)
  })

  test('for a service that is not there', async () => {
    const url = 'http://127.0.0.1:5499'
    const { code, stderr } = await tyck(['types'], { TYCK_URL: url, TYCK_SECRET_KEY: key })
    expect(code).toBe(1)
    expect(stderr).toMatch(/cannot be reached: .*: connect ECONNREFUSED 127\.0\.0\.1:5499\.\n$/)
  })

  test('for what is no Tyck', async () => {
    const url = await serve(response => response.end('<html>'))
    const { code, stderr } = await tyck(['types'], { TYCK_URL: url, TYCK_SECRET_KEY: key })
    expect(code).toBe(1)
    expect(stderr).toContain(
      'What answered is not Tyck: look at the address, and at what stands in between (200).',
    )
  })

  test('for a service that is older than the command', async () => {
    const url = await serve(response => {
      const detail = 'There is nothing at this address'
      const problem = { code: 'not-found', detail, instance: 'urn:uuid:0', retryable: false, status: 404 }
      response.writeHead(404, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem))
    })
    const { code, stdout, stderr } = await tyck(['pull', '--json'], { TYCK_URL: url, TYCK_SECRET_KEY: key })
    expect([code, JSON.parse(stdout).error.code]).toEqual([1, 'older-service'])
    expect(stderr).toContain('older than this command')
  })

  test('where the service points elsewhere, with the key kept from there', async () => {
    let followed = 0
    const elsewhere = await serve(response => {
      followed++
      response.end()
    })
    const url = await serve(response => response.writeHead(307, { location: elsewhere }).end())
    expect((await tyck(['types'], { TYCK_URL: url, TYCK_SECRET_KEY: key })).code).toBe(1)
    expect(followed).toBe(0)
  })

  test('with --json as JSON on stdout, and in words on stderr', async () => {
    const { code, stdout, stderr } = await tyck(['types', '--json'], {
      TYCK_URL: project.url,
      TYCK_SECRET_KEY: key,
    })
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'unauthorized', message: stderr.trim() } })
  })
})

test('types writes what the touchpoints take, as a file of TypeScript', async () => {
  await project.admin('PUT', '/v1/touchpoints/checkout.payment', {
    name: 'Payment',
    metadata: { orderValue: 'number' },
  })
  await project.admin('PUT', '/v1/touchpoints/order.delivered', { name: 'Delivered' })
  expect(await project.tyck('types')).toEqual({ code: 0, stdout: 'tyck.d.ts: 2 touchpoints\n', stderr: '' })
  const made = readFileSync(join(project.folder, 'tyck.d.ts'), 'utf8')
  expect(made).toContain(
    "    'checkout.payment': {\n      orderValue?: number\n    }\n    'order.delivered': Metadata\n",
  )
  const { stdout } = await project.tyck('types', '--json', '--out', 'other.d.ts')
  expect(JSON.parse(stdout)).toEqual({
    file: 'other.d.ts',
    touchpoints: ['checkout.payment', 'order.delivered'],
  })
})

const servers: Server[] = []
afterAll(() => {
  for (const server of servers) server.close()
})

/** A server that answers as `answer` does. */
async function serve(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader('connection', 'close')
    answer(response)
  })
  servers.push(server)
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
