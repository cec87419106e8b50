import { execFile } from 'node:child_process'
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { ask, stateOf } from './recordingApp.ts'
import { type Service, startService } from './service.ts'

const script = fileURLToPath(new URL('../../../examples/scheduled-export/export.mjs', import.meta.url))

let service: Service
let folder: string

beforeAll(async () => {
  service = await startService()
  await service.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => service.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tyck-export-'))
})
afterEach(() => rm(folder, { recursive: true }))

function run(env: Record<string, string> = {}) {
  const { port } = service.app.server.address() as AddressInfo
  return promisify(execFile)(process.execPath, [script, folder], {
    env: { TYCK_URL: `http://127.0.0.1:${port}`, TYCK_SECRET_KEY: service.keys.secretKey, ...env },
  })
}

async function lines(): Promise<{ id: string; score: number }[]> {
  const files = (await readdir(folder)).filter(name => name.endsWith('.ndjson'))
  expect(files).toHaveLength(1)
  const text = await readFile(join(folder, files[0] ?? ''), 'utf8')
  return text
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line))
}

test('the scheduled export fetches all, then what changed, goes on after a cut, and begins anew where it must', async () => {
  const asked = await ask(service.db, service.keys.id, service.clock.now)
  const post = async (...responses: object[]) =>
    expect((await service.admin('POST', '/v1/responses', { responses })).statusCode).toBe(200)
  const [first, second] = [stateOf(asked), stateOf(asked)]
  await post({ ...first, score: 3 }, stateOf(asked), stateOf(asked, { score: 1, test: true }))
  await run()
  expect(await lines()).toMatchObject([{ id: first.id, score: 3 }])
  await post({ ...first, seq: 2, score: 9 })
  // As a run that was killed leaves it.
  const [file = ''] = (await readdir(folder)).filter(name => name.endsWith('.ndjson'))
  await appendFile(join(folder, file), '{"id":"half')
  await run()
  expect(await lines()).toMatchObject([
    { id: first.id, score: 3 },
    { id: first.id, score: 9 },
  ])
  const state = JSON.parse(await readFile(join(folder, 'state.json'), 'utf8'))
  await post({ ...second, score: 5 })
  await expect(run({ TYCK_SECRET_KEY: 'sk_wrong' })).rejects.toThrow('401')
  expect(JSON.parse(await readFile(join(folder, 'state.json'), 'utf8'))).toEqual(state)
  service.clock.now += 91 * 86_400_000
  await run()
  expect((await lines()).map(({ score }) => score).sort()).toEqual([5, 9])
  await writeFile(join(folder, 'state.json'), 'no JSON')
  await expect(run()).rejects.toThrow()
})
