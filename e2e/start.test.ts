import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { embeddedBinaries } from '../packages/api/src/postgres/binaries.ts'
import { isFree } from '../packages/api/src/postgres/freePort.ts'
import { endPostmaster, findPostmaster } from '../packages/api/src/postgres/postmaster.ts'
import { freePortPair } from './tyck.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

let dataDir: string
let port: number
const started: ChildProcess[] = []

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tyck-start-'))
  port = await freePortPair()
})

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  await endPostmaster(cluster(), embeddedBinaries().bin)
  rmSync(dataDir, { recursive: true, force: true })
})

/** A command as `npm run` gives it to the shell, leading a process group as in a terminal. */
function command(...args: string[]) {
  const { DATABASE_URL: _, npm_lifecycle_event: __, ...env } = process.env
  const child = spawn(process.execPath, ['scripts/run.cjs', ...args], {
    cwd: root,
    detached: true,
    env: { ...env, TYCK_DATA_DIR: dataDir, PORT: `${port}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  const run = { child, output: '', exit: once(child, 'exit') as Promise<[number | null, string | null]> }
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      run.output += text
    })
  }
  return run
}

async function until(run: ReturnType<typeof command>, text: string): Promise<void> {
  while (!run.output.includes(text)) {
    if (run.child.exitCode !== null) throw new Error(`It ended without saying "${text}":\n${run.output}`)
    await Promise.race([once(run.child.stdout as NodeJS.ReadableStream, 'data'), run.exit])
  }
}

const cluster = () => join(dataDir, 'postgres', 'data')
const postmaster = () => findPostmaster(cluster())

test('npm start says where everything is, and a Ctrl-C leaves no process behind', async () => {
  const run = command('start')
  await until(run, 'npm run project')
  expect(run.output).toContain(`http://localhost:${port + 1}/checkout/`)
  expect(run.output).toContain(
    `<script async src="http://localhost:${port}/tyck.js" data-key="pk_demo"></script>`,
  )
  expect(run.output).toContain(
    'npm run sql -- "select score, comment, metadata from tyck.answers order by answered_at desc limit 5"',
  )
  expect(run.output).toMatch(/postgres:\/\/tyck:\w+@127\.0\.0\.1:\d+\/tyck/)
  expect((await fetch(`http://localhost:${port}/readyz`)).status).toBe(200)
  expect((await fetch(`http://localhost:${port + 1}/checkout/`)).status).toBe(200)

  process.kill(-(run.child.pid as number), 'SIGINT')
  expect(await run.exit).toEqual([0, null])
  expect(postmaster()).toBeUndefined()
  expect(await isFree(port)).toBe(true)
  expect(await isFree(port + 1)).toBe(true)
})

test('after a kill -9 of everything that can be killed so, the next start goes on with the same database', async () => {
  const first = command('start')
  await until(first, 'npm run project')
  process.kill(-(first.child.pid as number), 'SIGKILL')
  await first.exit
  await expect.poll(() => isFree(port)).toBe(true)
  const left = postmaster()
  expect(left).toBeDefined()
  const second = command('start')
  await until(second, 'npm run project')
  expect(postmaster()?.pid).toBe(left?.pid)
  process.kill(-(second.child.pid as number), 'SIGINT')
  expect(await second.exit).toEqual([0, null])
  expect(postmaster()).toBeUndefined()
})

test('where a port is taken it says which one and what to do', async () => {
  const squatter = createServer().listen(port + 1, '127.0.0.1')
  await once(squatter, 'listening')
  const run = command('start')
  expect(await run.exit).toEqual([1, null])
  expect(run.output).toMatch(new RegExp(`Port ${port + 1} is taken.*PORT=\\d+ npm start`))
  squatter.close()
})

test('npm run sql prints rows as a table and errors with their place, and starts the database where it must', async () => {
  const project = command('project', 'My shop')
  expect(await project.exit).toEqual([0, null])
  expect(project.output).toMatch(/Secret key +sk_/)

  const rows = command('sql', `select name, 12 as n, '{"a":1}'::jsonb as j from tyck_internal.projects`)
  expect(await rows.exit).toEqual([0, null])
  expect(rows.output).toBe(
    ['name    |  n | j', '--------+----+---------', 'My shop | 12 | {"a": 1}', '(1 row)', '', ''].join('\n'),
  )

  // What customers wrote must not reach the terminal as its control sequences.
  const comment = command('sql', `select chr(27) || '[31mred' || chr(10) || 'next' as comment`)
  await comment.exit
  expect(comment.output).toContain('\\u001b[31mred↵next')

  const wrong = command('sql', 'select nam from tyck_internal.projects')
  expect(await wrong.exit).toEqual([1, null])
  expect(wrong.output).toBe(
    [
      'error: column "nam" does not exist (42703)',
      'line 1: select nam from tyck_internal.projects',
      '               ^',
      'hint: Perhaps you meant to reference the column "projects.name".',
      '',
    ].join('\n'),
  )
  expect(postmaster()).toBeUndefined()
})

test('npm run sql says which file is not there', async () => {
  const missing = command('sql', 'missing.sql')
  expect(await missing.exit).toEqual([1, null])
  expect(missing.output).toBe('There is no file missing.sql.\n')
})
