import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { embeddedBinaries } from '../src/postgres/binaries.ts'
import { initCluster } from '../src/postgres/initCluster.ts'
import { findPostmaster } from '../src/postgres/postmaster.ts'
import { findRunner } from '../src/postgres/runner.ts'
import { type RunningPostgres, startPostgres } from '../src/postgres/startPostgres.ts'
import { runStatement } from './testServer.ts'

const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)))
const root = process.getuid?.() === 0
/** Not where a container forbids them. */
const namespaces = spawnSync('unshare', ['-U', 'true']).status === 0

/** Folders of this file's tests; the parent is open to others, as an ordinary checkout is. */
const parent = mkdtempSync(join(tmpdir(), 'tyck-postgres-'))
chmodSync(parent, 0o755)
/** One cluster for the tests that don't care about the first start. */
const used = join(parent, 'used')
const program = join(packageFolder, 'node_modules', '.cache', `startPostgres-${process.pid}.mjs`)

const started: RunningPostgres[] = []
const processes: ChildProcess[] = []

async function start(options: Parameters<typeof startPostgres>[0]): Promise<RunningPostgres> {
  const postgres = await startPostgres(options)
  started.push(postgres)
  return postgres
}

/** Starts it in a process of its own, which can be killed. */
async function startElsewhere(dataDir: string): Promise<ChildProcess> {
  const script = `import { startPostgres } from ${JSON.stringify(program)}
    const postgres = await startPostgres({ dataDir: ${JSON.stringify(dataDir)} })
    process.once('message', () => postgres.stop().then(() => process.disconnect()))
    process.send('started')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  processes.push(child)
  await once(child, 'message')
  return child
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

const cluster = join(used, 'data')

beforeAll(async () => {
  await build({
    entryPoints: [join(packageFolder, 'src/postgres/startPostgres.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  })
})

afterEach(async () => {
  for (const child of processes.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
  for (const postgres of started.splice(0)) await postgres.stop()
})

afterAll(() => {
  rmSync(parent, { recursive: true, force: true })
  rmSync(program, { force: true })
})

test('the first start makes a database that keeps what is committed and lets in only who knows the password', async () => {
  const postgres = await start({ dataDir: used })
  expect(postgres.adopted).toBe(false)
  expect(
    await runStatement(
      postgres.url,
      `select current_user::text as user, current_database()::text as database,
        (select rolsuper from pg_roles where rolname = current_user) as superuser,
        current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
        current_setting('synchronous_commit') as commit, current_setting('listen_addresses') as listens, lower('Å') as lower`,
    ),
  ).toEqual([
    {
      user: 'tyck',
      database: 'tyck',
      superuser: false,
      fsync: 'on',
      pages: 'on',
      commit: 'on',
      listens: '127.0.0.1',
      lower: 'å',
    },
  ])
  const wrong = new URL(postgres.url)
  wrong.password = 'wrong'
  await expect(runStatement(wrong.href, 'select 1')).rejects.toThrow('password')
  wrong.username = 'postgres'
  await expect(runStatement(wrong.href, 'select 1')).rejects.toThrow('password')
  expect(statSync(join(used, 'password')).mode & 0o777).toBe(0o600)
  await runStatement(postgres.url, `create table kept as select 'here' as word`)
})

test('the second start finds the data under the same address', async () => {
  const first = await start({ dataDir: used })
  await first.stop()
  expect(findPostmaster(cluster)).toBeUndefined()
  const second = await start({ dataDir: used })
  expect(second.url).toBe(first.url)
  expect(await runStatement(second.url, 'select word from kept')).toEqual([{ word: 'here' }])
})

test('a start after the death of a process by kill -9 adopts the server that it left', async () => {
  const other = await startElsewhere(used)
  const left = findPostmaster(cluster)?.pid
  await killed(other)
  const postgres = await start({ dataDir: used })
  expect(postgres).toMatchObject({ adopted: true, pid: left })
  expect(await runStatement(postgres.url, 'select word from kept')).toEqual([{ word: 'here' }])
  await postgres.stop()
  expect(findPostmaster(cluster)).toBeUndefined()
})

test('of several processes the last to stop ends the server', async () => {
  const mine = await start({ dataDir: used })
  const other = await startElsewhere(used)
  await mine.stop()
  expect(findPostmaster(cluster)?.pid).toBe(mine.pid)
  other.send('stop')
  await once(other, 'exit')
  expect(findPostmaster(cluster)).toBeUndefined()
})

test('processes that make the same folder at once end up with one server', async () => {
  const dataDir = join(parent, 'at-once')
  const [one, other] = await Promise.all([start({ dataDir }), startElsewhere(dataDir)])
  expect(findPostmaster(join(dataDir, 'data'))?.pid).toBe(one.pid)
  expect(readdirSync(dataDir).sort()).toEqual(['data', 'log', 'password', 'port'])
  await killed(other)
})

test('of two who make the cluster at the same moment the second takes what the first made', async () => {
  const postgres = await start({ dataDir: used })
  const binaries = embeddedBinaries()
  initCluster(findRunner({ bin: binaries.bin, home: used }), binaries, 'abc')
  expect(readdirSync(used).filter(name => name.startsWith('unfinished-'))).toEqual([])
  expect(await runStatement(postgres.url, 'select word from kept')).toEqual([{ word: 'here' }])
})

test('a server that is killed while it is in use is started again under the same address', async () => {
  const postgres = await start({ dataDir: used })
  process.kill(postgres.pid, 'SIGKILL')
  await expect
    .poll(() => runStatement(postgres.url, 'select word from kept').catch(() => []), { timeout: 20_000 })
    .toEqual([{ word: 'here' }])
  await postgres.stop()
  expect(findPostmaster(cluster)).toBeUndefined()
})

test('a postmaster.pid that names another living process is no obstacle', async () => {
  writeFileSync(
    join(cluster, 'postmaster.pid'),
    `${process.pid}\n${cluster}\n1\n5432\n\n127.0.0.1\n\nready\n`,
  )
  const postgres = await start({ dataDir: used })
  expect(postgres.adopted).toBe(false)
  expect(await runStatement(postgres.url, 'select word from kept')).toEqual([{ word: 'here' }])
})

test('a copy of a folder in use is another database', async () => {
  const postgres = await start({ dataDir: used })
  const copy = join(parent, 'copy')
  cpSync(used, copy, { recursive: true })
  const other = await start({ dataDir: copy })
  expect(other.adopted).toBe(false)
  expect(other.url).not.toBe(postgres.url)
})

test('a first start that was interrupted leaves nothing in the way of the next', async () => {
  const dataDir = join(parent, 'interrupted')
  // No process has this id: Linux ends at 2^22.
  const unfinished = join(dataDir, 'unfinished-99999999-abcdef')
  mkdirSync(unfinished, { recursive: true })
  writeFileSync(join(unfinished, 'PG_VERSION'), '18\n')
  const postgres = await start({ dataDir })
  expect(await runStatement(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(existsSync(unfinished)).toBe(false)
})

test('where the remembered port is taken another one is found', async () => {
  const port = Number(readFileSync(join(used, 'port'), 'utf8'))
  const squatter = createServer().listen(port, '127.0.0.1')
  await once(squatter, 'listening')
  const postgres = await start({ dataDir: used })
  squatter.close()
  expect(new URL(postgres.url).port).not.toBe(`${port}`)
})

test('a folder whose password was lost says so', async () => {
  rmSync(join(parent, 'at-once', 'password'))
  await expect(start({ dataDir: join(parent, 'at-once') })).rejects.toThrow('does not accept the password')
})

describe.runIf(root)('as root, whom Postgres refuses', () => {
  test.runIf(namespaces)(
    'a folder that only root may enter serves as well, and still after it was opened',
    async () => {
      const closed = join(parent, 'closed')
      const dataDir = join(closed, 'postgres')
      mkdirSync(closed, { mode: 0o700 })
      const first = await start({ dataDir })
      await runStatement(first.url, `create table kept as select 'here' as word`)
      await first.stop()
      expect(existsSync(join(dataDir, 'data', 'PG_VERSION'))).toBe(true)
      chmodSync(closed, 0o755)
      const second = await start({ dataDir })
      expect(await runStatement(second.url, 'select word from kept')).toEqual([{ word: 'here' }])
    },
  )

  test('without user namespaces programs and data are kept where every user may go', () => {
    const home = join(parent, 'elsewhere')
    mkdirSync(home, { mode: 0o700 })
    const shared = join(parent, 'shared')
    const { bin } = embeddedBinaries()
    const runner = findRunner({ bin, home, unshare: '/does/not/exist', shared })
    expect(runner.home.startsWith(shared)).toBe(true)
    expect(existsSync(join(runner.bin, 'postgres'))).toBe(true)
    // The data is there now; a folder that can be reached again must not begin with an empty database.
    mkdirSync(join(runner.home, 'data'))
    chmodSync(home, 0o755)
    expect(findRunner({ bin, home, unshare: '/does/not/exist', shared }).home).toBe(runner.home)
  })
})
