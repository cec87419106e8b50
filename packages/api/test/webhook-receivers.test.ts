import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { makeSigningSecret, signatureOf } from '../src/domain/telling/signature.ts'
import { type Asked, ask, stateOf } from './recordingApp.ts'
import { startTelling, type TellingService } from './telling.ts'

const file = (name: string) =>
  fileURLToPath(new URL(`../../../examples/webhook-receiver/${name}`, import.meta.url))
const hasPython = spawnSync('python3', ['--version']).status === 0
const receivers = [
  ['Node', process.execPath, file('receiver.mjs')],
  ...(hasPython ? [['Python', 'python3', file('receiver.py')]] : []),
] as [string, string, string][]

let service: TellingService
let project: ProjectKeys
let nps: Asked

beforeAll(async () => {
  service = await startTelling()
  project = await createProject(service.db, 'Shop')
  nps = await ask(service.db, project.id, service.clock.now)
})
afterAll(() => service.close())

/** A port that is free, and likely stays so for a moment. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

describe.each(receivers)('the example of a receiver in %s', (_language, command, script) => {
  let child: ChildProcess
  let printed = ''
  let secret: string
  let url: string

  beforeAll(async () => {
    const port = await freePort()
    url = `http://127.0.0.1:${port}/`
    ;({ secret } = await service.addWebhook(project, { url, fields: ['score'] }))
    child = spawn(command, [script], {
      env: { ...process.env, TYCK_WEBHOOK_SECRET: secret, PORT: `${port}` },
    })
    child.stdout?.setEncoding('utf8').on('data', text => {
      printed += text
    })
    await vi.waitFor(() => expect(printed).toContain('Listening'), 20_000)
  })
  afterAll(() => {
    child.kill()
  })

  const send = async (id: string, with_: string, body: string, seconds = Math.floor(Date.now() / 1_000)) => {
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': `${seconds}`,
      'webhook-signature': signatureOf([makeSigningSecret(), with_], id, seconds, body),
    }
    return (await fetch(url, { method: 'POST', headers, body })).status
  }

  test('takes what the service tells, once', async () => {
    const state = stateOf(nps, { score: 9 })
    await service.post(project.publishableKey, state)
    await service.tell()
    await vi.waitFor(() => expect(printed).toContain(state.id), 20_000)
    const body = JSON.stringify({ type: 'test', timestamp: '', data: { word: 'once' } })
    expect([await send('a', secret, body), await send('a', secret, body)]).toEqual([204, 204])
    await vi.waitFor(() => expect(printed.match(/once/g)).toHaveLength(1), 20_000)
  })

  test('takes again what it failed to work off', async () => {
    expect(await send('e', secret, 'no JSON')).toBe(500)
    const body = JSON.stringify({ type: 'test', timestamp: '', data: { word: 'again' } })
    expect(await send('e', secret, body)).toBe(204)
    await vi.waitFor(() => expect(printed).toContain('again'), 20_000)
  })

  test('takes nothing that is signed by others, is old, or was changed', async () => {
    const body = JSON.stringify({ type: 'test', timestamp: '', data: { word: 'forged' } })
    expect(await send('b', makeSigningSecret(), body)).toBe(401)
    expect(await send('c', secret, body, Math.floor(Date.now() / 1_000) - 301)).toBe(401)
    expect((await fetch(url, { method: 'POST', body })).status).toBe(401)
    const headers = { 'webhook-id': 'd', 'webhook-timestamp': `${Math.floor(Date.now() / 1_000)}` }
    const latin = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'webhook-signature': 'v1,é' },
      body,
    })
    expect(latin.status).toBe(401)
    expect(printed).not.toContain('forged')
  })
})
