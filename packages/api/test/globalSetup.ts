import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { installedBinaries } from './installedBinaries.ts'
import { makeTemplate, runStatement, startTestServer, type TestServer } from './testServer.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A file with a line for each file of tests, and for each kind of reply that they have seen: see replyCheck. */
    repliesSeen: string
  }
}

/** Projects are set up apart from each other, but in one process: those that want the same server share it. */
const shared = globalThis as {
  tyckTestServers?: Map<string, { users: number; server: Promise<Stoppable> }>
  tyckRepliesSeen?: string
}
type Stoppable = TestServer & { stop(): Promise<void> }

/**
 * Starts the Postgres of the tests: the embedded one, or that of TYCK_TEST_DATABASE_URL, whose role must be allowed
 * to make databases. The project `api-pg15` gets an installed Postgres 15, the oldest that Tyck supports.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const which = project.name === 'api-pg15' ? 'installed' : 'embedded'
  shared.tyckTestServers ??= new Map()
  const entry = shared.tyckTestServers.get(which) ?? { users: 0, server: start(which) }
  shared.tyckTestServers.set(which, entry)
  entry.users++
  project.provide('repliesSeen', repliesSeen())
  const { url, template, stop } = await entry.server
  project.provide('testServer', { url, template })
  return async () => {
    if (--entry.users === 0) await stop()
  }
}

/** An empty file, the same for all projects of a run. */
function repliesSeen(): string {
  if (!shared.tyckRepliesSeen) {
    const folder = mkdtempSync(join(tmpdir(), 'tyck-replies-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    shared.tyckRepliesSeen = join(folder, 'seen')
    writeFileSync(shared.tyckRepliesSeen, '')
  }
  return shared.tyckRepliesSeen
}

async function start(which: 'embedded' | 'installed'): Promise<Stoppable> {
  if (which === 'installed') return startTestServer(installedBinaries(15))
  const url = process.env.TYCK_TEST_DATABASE_URL
  if (!url) return startTestServer()
  const template = await makeTemplate(url)
  return { url, template, stop: async () => void (await runStatement(url, `drop database ${template}`)) }
}
