import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, stateOf } from '../../api/test/recordingApp.ts'
import { type ServedProject, serveProject } from './servedProject.ts'
import { tyck } from './tyck.ts'

let project: ServedProject

beforeAll(async () => {
  project = await serveProject()
})
afterAll(() => project.close())

const written = (name: string) => readFileSync(join(project.folder, name), 'utf8')

test('answers are written into a file, as its name says, and then what changed', async () => {
  const asked = await ask(project.db, project.keys.id, project.clock.now)
  const post = (...responses: object[]) => project.admin('POST', '/v1/responses', { responses })
  const answer = stateOf(asked)
  await post({ ...answer, score: 3, comment: '=1' }, stateOf(asked), stateOf(asked, { score: 1, test: true }))
  const table = await project.tyck('export', 'answers.csv', '--json')
  expect([table.code, table.stderr]).toEqual([0, ''])
  expect(written('answers.csv').split('\n')).toHaveLength(3)
  expect(written('answers.csv')).toContain(",'=1,")
  await project.tyck('export', 'showings.ndjson', '--showings', '--touchpoint', 'checkout.payment')
  expect(written('showings.ndjson').split('\n')).toHaveLength(3)
  const { cursor, bytes } = JSON.parse(table.stdout)
  expect(bytes).toBe(Buffer.byteLength(written('answers.csv')))
  await post({ ...answer, seq: 2, score: 9 })
  const changed = await project.tyck('export', 'changed.ndjson', '--after', cursor)
  expect(JSON.parse(written('changed.ndjson'))).toMatchObject({ id: answer.id, score: 9 })
  expect(changed.stdout).toMatch(/--after [\w-]{40,}\n$/)
})

test('nothing is written of an export that breaks off, or that nobody can ask for', async () => {
  const before = readdirSync(project.folder)
  const server = createServer((_request, reply) => {
    reply.writeHead(200, { 'content-type': 'text/csv', 'tyck-cursor': 'x' })
    reply.write('id,touchpoint\n', () => reply.destroy())
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const env = { TYCK_URL: url, TYCK_SECRET_KEY: project.keys.secretKey }
  const broken = await tyck(['export', 'broken.csv'], env, project.folder)
  server.close()
  expect([broken.code, broken.stderr]).toEqual([1, expect.stringContaining('broke off')])
  for (const [code, ...args] of [
    [2, 'answers.xlsx'],
    [2, 'a.csv', '--showings', '--after', 'x'],
    [1, 'a.csv', '--after', 'x'],
    [1, 'a.csv', '--from', 'yesterday'],
    [1, 'none/a.csv'],
  ] as const) {
    expect([args, (await project.tyck('export', ...args)).code]).toEqual([args, code])
  }
  expect(readdirSync(project.folder)).toEqual(before)
})
