import { type ChildProcess, execFile, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { demoTouchpoints } from '../src/demo/touchpoints.ts'
import { migrate } from '../src/store/migrate.ts'
import { databaseUrl, runStatement } from './testServer.ts'

const run = promisify(execFile)
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
// Below node_modules, where what is built finds its packages and nobody looks for sources.
const built = here('../node_modules/.tyck-test')

const dataDir = mkdtempSync(join(tmpdir(), 'tyck-data-'))
const { url: testServer } = inject('testServer')
let name: string
let environment: Record<string, string>
const started: ChildProcess[] = []

beforeAll(async () => {
  await run(process.execPath, [here('../build.mjs'), built])
})

afterAll(() => {
  for (const folder of [built, dataDir]) rmSync(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  name = `test_${randomBytes(8).toString('hex')}`
  await runStatement(testServer, `create database ${name}`)
  environment = {
    PATH: process.env.PATH ?? '',
    PORT: '0',
    DATABASE_URL: databaseUrl(testServer, name),
    TYCK_DATA_DIR: dataDir,
    TYCK_SECRET: 's'.repeat(32),
    TYCK_UNSAFE_DURABILITY: 'on',
    TYCK_DEMO: 'empty',
  }
})

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  }
  await runStatement(testServer, `drop database ${name}`)
})

interface Running {
  child: ChildProcess
  url: string
  port: number
  projects: unknown
  setupUrl: string | null
  /** What was written so far. */
  output(): string
  /** Resolves once the log says it. */
  logged(message: string): Promise<void>
  exit: Promise<number | null>
}

function start(env: Record<string, string> = {}) {
  const child = fork(`${built}/server.js`, { env: { ...environment, ...env }, silent: true })
  started.push(child)
  let output = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', chunk => {
      output += chunk
      for (const listener of listeners) listener()
    })
  }
  return {
    child,
    output: () => output,
    // Not `close`: it never comes once the channel was closed from our side.
    exit: Promise.all([once(child, 'exit'), ended(child.stdout), ended(child.stderr)]).then(
      ([[code]]) => code as number | null,
    ),
    logged: (message: string) =>
      new Promise<void>(resolve => {
        const look = () => {
          if (output.includes(message)) resolve()
        }
        listeners.add(look)
        look()
      }),
  }
}

async function ended(stream: Readable | null) {
  if (stream && !stream.readableEnded) await once(stream, 'end')
}

async function startReady(env: Record<string, string> = {}): Promise<Running> {
  const server = start(env)
  const [message] = await Promise.race([
    once(server.child, 'message'),
    server.exit.then(() => {
      throw new Error(server.output())
    }),
  ])
  return { ...server, ...(message as Pick<Running, 'url' | 'port' | 'projects' | 'setupUrl'>) }
}

describe('the process', () => {
  test('says where it is and which projects it has, once it takes requests', async () => {
    const { url, port, projects } = await startReady()
    expect(url).toBe(`http://localhost:${port}`)
    expect(projects).toEqual([{ name: 'Demo shop', publishableKey: 'pk_demo' }])
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
  })

  test('speaks of no demo that is off, although it is in the database', async () => {
    const { child, exit } = await startReady()
    child.kill('SIGTERM')
    await exit
    expect((await startReady({ TYCK_DEMO: 'off' })).projects).toEqual([])
  })

  test('fills the demo once it takes requests; stopped before that, the next start does', async () => {
    const first = await startReady({ TYCK_DEMO: 'on' })
    first.child.kill('SIGTERM')
    expect(await first.exit).toBe(0)
    const second = await startReady({ TYCK_DEMO: 'on', LOG_LEVEL: 'info' })
    await second.logged('the demo has its 90 days')
    expect((await fetch(`http://127.0.0.1:${second.port}/readyz`)).status).toBe(200)
  })

  test('starts also where it cannot keep the widget, and says so', async () => {
    const file = join(dataDir, 'file')
    writeFileSync(file, '')
    const { port, logged } = await startReady({ TYCK_DATA_DIR: file })
    await logged('the widget cannot be kept')
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200)
  })

  test('listens on one address where its host has two', async () => {
    const { port, output } = await startReady({ HOST: 'localhost', LOG_LEVEL: 'info' })
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200)
    expect(output().match(/Server listening at/g)).toHaveLength(1)
  })

  test('may start twice at once on an empty database', async () => {
    const servers = await Promise.all([startReady(), startReady(), startReady()])
    for (const { port } of servers) {
      expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
    }
    const rows = await runStatement(databaseUrl(testServer, name), 'select touchpoint from tyck.surveys')
    expect(rows).toHaveLength(demoTouchpoints.length)
  })

  test.each([
    ['PORT', 'seventy'],
    ['DATABASE_URL', 'mysql://root:hunter2@db/tyck'],
    ['TYCK_SECRET', ''],
  ])('does not start with a bad %s, and says which it is, not what it holds', async (variable, value) => {
    const server = start({ [variable]: value })
    expect(await server.exit).toBe(1)
    expect(server.output()).toContain(variable)
    if (value) expect(server.output()).not.toContain(value)
  })

  test('waits for a database that does not answer, keeps the password to itself, and goes when it is told', async () => {
    const server = start({ DATABASE_URL: 'postgres://tyck:hunter2@127.0.0.1:1/tyck' })
    await server.logged('The start waits for the database, up to 60 s')
    expect(server.output()).toContain('ECONNREFUSED')
    expect(server.output()).not.toContain('hunter2')
    server.child.kill('SIGTERM')
    expect(await server.exit).toBe(0)
  })

  test('does not wait for a database that will not be there', async () => {
    const server = start({ DATABASE_URL: databaseUrl(testServer, 'none_of_this_name') })
    expect(await server.exit).toBe(1)
    expect(server.output()).toContain('Postgres has no database of the name in DATABASE_URL')
  })

  test('says in a line of the log what keeps it from starting, where nobody watches', async () => {
    const failed = await run(process.execPath, [`${built}/server.js`], {
      env: { ...environment, PORT: 'x' },
    }).catch(error => error)
    expect(failed).toMatchObject({ code: 1, stderr: '' })
    expect(JSON.parse(failed.stdout)).toMatchObject({ level: 60, msg: expect.stringContaining('PORT') })
  })

  test.runIf(process.platform === 'linux')('starts where no folder can be made, and says so', async () => {
    const { port, logged } = await startReady({ TYCK_DATA_DIR: '/proc/nope' })
    await logged('The folder /proc/nope could not be made')
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200)
  })

  test('answers what is under way when it is told to stop, and goes although callers stay connected', async () => {
    const { child, port, output, logged, exit } = await startReady({ LOG_LEVEL: 'info' })
    const idle = connect(port, '127.0.0.1').on('error', () => {})
    await once(idle, 'connect')
    const body = '{"key":"pk_demo","responses":[]}'
    const underWay = request({
      port,
      method: 'POST',
      path: '/v1/responses',
      headers: { 'content-type': 'text/plain', 'content-length': body.length, expect: '100-continue' },
    })
    const reply = once(underWay, 'response')
    underWay.flushHeaders()
    // Now it has the head of the request.
    await once(underWay, 'continue')
    underWay.write(body.slice(0, 10))
    child.kill('SIGTERM')
    await logged('stopping')
    underWay.end(body.slice(10))
    const [response] = await reply
    expect(response.statusCode).toBe(400)
    expect(response.headers.connection).toBe('close')
    response.resume()
    expect(await exit).toBe(0)
    expect(output()).not.toContain('cut')
    idle.destroy()
  })

  test.each(['SIGTERM', 'SIGINT'] as const)('ends well on %s', async signal => {
    const { child, exit } = await startReady()
    child.kill(signal)
    expect(await exit).toBe(0)
  })

  test('ends well with the process that started it', async () => {
    const { child, exit } = await startReady()
    child.disconnect()
    expect(await exit).toBe(0)
  })

  test('logs requests by route, without keys, queries, bodies or addresses', async () => {
    const { child, port, output, logged, exit } = await startReady({ LOG_LEVEL: 'debug' })
    await fetch(`http://127.0.0.1:${port}/v1/projects/pk_demo/surveys?locale=sv-private`)
    await fetch(`http://127.0.0.1:${port}/v1/project`, { headers: { authorization: 'Bearer sk_private' } })
    await fetch(`http://127.0.0.1:${port}/private`)
    await logged('"status":404')
    child.kill('SIGTERM')
    await exit
    expect(output()).toContain('/v1/projects/:publishableKey/surveys')
    expect(output()).toContain('"status":401')
    expect(output()).not.toMatch(/private|pk_demo|remoteAddress/)
  })
})

test('making a project prints its keys, and only their traces stay; whoever lost one makes another', async () => {
  const { stdout } = await run(process.execPath, [`${built}/createProject.js`, 'My shop'], {
    env: { ...environment, PORT: '' },
  })
  const secretKey = /sk_[\w-]+/.exec(stdout)?.[0] ?? ''
  const publishableKey = /pk_[\w-]+/.exec(stdout)?.[0] ?? ''
  expect(stdout).toContain(
    `<script async src="http://localhost:4400/tyck.js" data-key="${publishableKey}"></script>`,
  )
  expect(stdout).toContain('The address is assumed: http://localhost:4400.')
  expect(stdout).toContain('<style>tyck-survey{display:block;min-block-size:11rem}</style>')
  expect(stdout).toContain('<tyck-survey touchpoint="checkout.payment"></tyck-survey>')
  const elsewhere = await run(process.execPath, [`${built}/createProject.js`, 'Mine'], {
    env: { ...environment, TYCK_PUBLIC_URL: 'https://feedback.example' },
  })
  expect(elsewhere.stdout).toContain('src="https://feedback.example/tyck.js"')
  expect(elsewhere.stdout).not.toContain('assumed')
  const { port } = await startReady()
  const reply = await fetch(`http://127.0.0.1:${port}/v1/project`, {
    headers: { authorization: `Bearer ${secretKey}` },
  })
  expect(await reply.json()).toMatchObject({ name: 'My shop', publishableKey, origins: [] })
  const another = await run(process.execPath, [`${built}/createProject.js`, '--new-key', publishableKey], {
    env: environment,
  })
  const { status } = await fetch(`http://127.0.0.1:${port}/v1/keys`, {
    headers: { authorization: `Bearer ${/sk_[\w-]+/.exec(another.stdout)?.[0]}` },
  })
  expect(status).toBe(200)
})

test('a reader is made by one command, connects by the line that it prints, and is dropped by another', async () => {
  const role = `reader_${name}`
  const command = (...args: string[]) =>
    run(process.execPath, [`${built}/makeReader.js`, ...args], { env: environment }).catch(error => error)
  const { stdout } = await command(role)
  const line = /postgres:\/\/\S+/.exec(stdout)?.[0] ?? ''
  expect(new URL(line).username).toBe(role)
  expect(await runStatement(line, 'select current_user, count(*) from tyck.projects')).toEqual([
    { current_user: role, count: '0' },
  ])
  expect((await command(role)).stderr).toContain(`There is a role ${role} already`)
  for (const args of [['pg_mine'], ['a;b', 'more']]) {
    expect((await command(...args)).stderr).toContain('Give the role a name')
  }
  expect((await command('--drop', 'postgres')).stderr).toContain('that this command has made')
  expect((await command('--drop', role)).stdout).toContain('is gone')
  await expect(runStatement(line, 'select 1')).rejects.toThrow()
})

test('the link of a start makes the first account, and another shell prints one; then it resets a password', async () => {
  const linkFrom = async (...args: string[]) => {
    const { stdout } = await run(process.execPath, [`${built}/resetPassword.js`, ...args], {
      env: environment,
    })
    return /http\S+#\S+/.exec(stdout)?.[0] ?? ''
  }
  const { url, setupUrl, output } = await startReady({ LOG_LEVEL: 'trace' })
  expect(setupUrl).toMatch(/\/setup#[\w-]{43}$/)
  expect(output()).not.toContain(setupUrl?.split('#')[1])
  expect(await linkFrom()).toContain(`${url}/setup#`)
  const post = (path: string, body: object) =>
    fetch(url + path, {
      method: 'POST',
      headers: { origin: url, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const kim = { email: 'kim@shop.example', password: 'a horse of seven colours' }
  const given = { ...kim, token: setupUrl?.split('#')[1], name: 'Kim Berg', project: { name: 'Shop' } }
  expect((await post('/v1/setup', given)).status).toBe(201)
  const made = await run(
    process.execPath,
    [`${built}/createProject.js`, 'Second', '--owner', 'Kim@shop.example'],
    {
      env: environment,
    },
  )
  expect(made.stdout).toContain('Second')
  const link = await linkFrom('KIM@shop.example')
  const password = 'a horse of eight colours'
  expect((await post('/v1/password-resets', { token: link.split('#')[1], password })).status).toBe(200)
  expect((await post('/v1/session', kim)).status).toBe(401)
  const session = (await (await post('/v1/session', { ...kim, password })).json()) as { projects: object[] }
  expect(session.projects).toMatchObject([
    { name: 'Shop' },
    { name: 'Second', role: 'owner' },
    { demo: true },
  ])
  await expect(linkFrom('robin@shop.example')).rejects.toThrow('There is no account of this address')
  expect((await startReady()).setupUrl).toBe(null)
})

/** What making a project prints: in another shell, which knows nothing of the service's port. */
async function makeProject() {
  const env = { ...environment, PORT: '' }
  return (await run(process.execPath, [`${built}/createProject.js`, 'Mine'], { env })).stdout
}

test('making a project finds the service that runs, and what it prints next makes it ask', async () => {
  const { url, port, child, exit } = await startReady()
  const stdout = await makeProject()
  expect(stdout).toContain(`<script async src="${url}/tyck.js" data-key="pk_`)
  expect(stdout).not.toContain('assumed')
  const lines = stdout
    .replaceAll('\\\n', '')
    .split('\n')
    .filter(line => line.includes('curl -X PUT'))
  const requests = lines.map(line => ({
    url: /https?:\S+/.exec(line)?.[0] ?? '',
    authorization: /Bearer sk_[\w-]+/.exec(line)?.[0] ?? '',
    body: /-d '(.+)'$/.exec(line)?.[1] ?? '',
  }))
  expect(requests).toHaveLength(2)
  for (const { url, authorization, body } of requests) {
    const reply = await fetch(url.replace('localhost', '127.0.0.1'), {
      method: 'PUT',
      headers: { authorization, 'content-type': 'application/json' },
      body,
    })
    const text = await reply.text()
    expect(reply.status, text).toBe(200)
    expect(JSON.parse(text).warnings ?? []).toEqual([])
  }
  const key = /data-key="(pk_[\w-]+)"/.exec(stdout)?.[1]
  const served = await fetch(`http://127.0.0.1:${port}/v1/projects/${key}/surveys`)
  expect(((await served.json()) as { surveys: object[] }).surveys).toMatchObject([
    { touchpoint: 'checkout.payment', metric: 'nps' },
  ])
  child.kill('SIGTERM')
  await exit
  expect(await makeProject()).toContain('The address is assumed: http://localhost:4400.')
})

test('making a project takes no address of a service that was killed, or has another database', async () => {
  const { child, exit } = await startReady()
  child.kill('SIGKILL')
  await exit
  expect(await makeProject()).toContain('The address is assumed: http://localhost:4400.')
  const elsewhere = `${name}_elsewhere`
  await runStatement(testServer, `create database ${elsewhere}`)
  const other = await startReady({ DATABASE_URL: databaseUrl(testServer, elsewhere) })
  expect(await makeProject()).toContain('The address is assumed: http://localhost:4400.')
  other.child.kill('SIGTERM')
  await other.exit
  await runStatement(testServer, `drop database ${elsewhere}`)
})

test('of two services on one folder the one that stops does not take the address of the other with it', async () => {
  const first = await startReady()
  const second = await startReady()
  second.child.kill('SIGTERM')
  await second.exit
  expect(await makeProject()).toContain(`${first.url}/tyck.js`)
})

test('a link whose address nobody knows says that it is assumed', async () => {
  const { stdout } = await run(process.execPath, [`${built}/resetPassword.js`], {
    env: { ...environment, PORT: '' },
  })
  expect(stdout).toContain('http://localhost:4400/setup#')
  expect(stdout).toContain('The address is assumed: http://localhost:4400.')
})

test.each([
  ['an older', "delete from tyck_internal.kysely_migration where name like '0021%'"],
  ['a newer', "insert into tyck_internal.kysely_migration values ('9999-later', '2099-01-01T00:00:00Z')"],
])('commands leave the database of %s version as it is, and say so', async (which, statement) => {
  const url = databaseUrl(testServer, name)
  await migrate(url)
  await runStatement(url, statement)
  const count = 'select count(*) from tyck_internal.kysely_migration'
  const before = await runStatement(url, count)
  for (const command of ['createProject.js', 'resetPassword.js']) {
    const failed = await run(process.execPath, [`${built}/${command}`, 'Mine'], { env: environment }).catch(
      error => error,
    )
    expect(failed.code).toBe(1)
    expect(failed.stderr).toContain(`The database is of ${which} version`)
  }
  expect(await runStatement(url, count)).toEqual(before)
})
