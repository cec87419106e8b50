import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Binaries } from '../src/postgres/binaries.ts'
import { startPostgres } from '../src/postgres/startPostgres.ts'
import { migrate } from '../src/store/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer
  }
}

/** A Postgres for tests: where it is, and the migrated database that each test's own is cloned from. */
export interface TestServer {
  url: string
  template: string
}

/**
 * Starts a Postgres in a folder of its own and migrates a template. It ends with us, also when we are killed.
 * Its fsync is off: this data need not outlive a power cut.
 */
export async function startTestServer(binaries?: Binaries): Promise<TestServer & { stop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tyck-test-'))
  // Postgres runs as another user where we are root; the cluster within stays closed to others.
  chmodSync(dataDir, 0o755)
  const postgres = await startPostgres({
    dataDir,
    settings: { fsync: 'off', full_page_writes: 'off' },
    ...(binaries ? { binaries } : {}),
  })
  const endWatch = endWithUs(postgres.pid, dataDir)
  const template = await makeTemplate(postgres.url)
  return {
    url: postgres.url,
    template,
    async stop() {
      endWatch()
      await postgres.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A migrated database on a running server, which nobody can connect to. */
export async function makeTemplate(url: string): Promise<string> {
  const template = `tyck_template_${randomBytes(6).toString('hex')}`
  await runStatement(url, `create database ${template}`)
  await migrate(databaseUrl(url, template))
  await runStatement(url, `alter database ${template} allow_connections false`)
  return template
}

/** Runs one statement over a connection of its own. */
export async function runStatement(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

/** The address of another database on the same server. */
export function databaseUrl(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}

/**
 * A shell that waits for the end of its input, which is our end, however it comes; then it ends the server and
 * removes the folder.
 */
function endWithUs(pid: number, dataDir: string): () => void {
  if (process.platform === 'win32') return () => {}
  const script =
    'read -r _; kill -INT "$1" && while kill -0 "$1" 2>/dev/null; do sleep 0.1; done; rm -rf -- "$2"'
  const shell = spawn('/bin/sh', ['-c', script, 'sh', `${pid}`, dataDir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  shell.unref()
  return () => void shell.kill('SIGKILL')
}
