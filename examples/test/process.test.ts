import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'

const server = fileURLToPath(new URL('../server.mjs', import.meta.url))
let child: ChildProcess | undefined

afterEach(() => {
  child?.kill('SIGKILL')
})

describe('the process', () => {
  test('says where it is once it listens, on the port after the API’s', async () => {
    const port = await freePort()
    const [message] = await once(start({ PORT: String(port - 1) }), 'message')
    expect(message).toEqual({ type: 'ready', url: `http://localhost:${port}` })
    expect(await (await fetch(`http://127.0.0.1:${port}/checkout/`)).text()).toContain(
      `src="http://localhost:${port - 1}/tyck.js"`,
    )
  })

  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it cleanly', async signal => {
    const running = start({ PORT: String((await freePort()) - 1) })
    await once(running, 'message')
    running.kill(signal)
    expect(await once(running, 'exit')).toEqual([0, null])
  })

  test('it goes with the process that started it', async () => {
    const running = start({ PORT: String((await freePort()) - 1) })
    await once(running, 'message')
    running.disconnect()
    expect(await once(running, 'exit')).toEqual([0, null])
  })

  test.each([
    [{ PORT: '65535' }, 'PORT must be'],
    [{ PORT: 'many' }, 'PORT must be'],
    [{ TYCK_PUBLIC_URL: 'feedback' }, 'TYCK_PUBLIC_URL must be'],
  ])('%o is refused in words', async (environment, words) => {
    const refused = start(environment)
    let said = ''
    refused.stderr?.on('data', chunk => {
      said += chunk
    })
    // `close` comes after the last word.
    expect(await once(refused, 'close')).toEqual([1, null])
    expect(said).toContain(words)
  })

  test('a port that is taken is named', async () => {
    const port = await freePort()
    const taken = createServer().listen(port, '127.0.0.1')
    await once(taken, 'listening')
    const refused = start({ PORT: String(port - 1) })
    let said = ''
    refused.stderr?.on('data', chunk => {
      said += chunk
    })
    expect(await once(refused, 'close')).toEqual([1, null])
    expect(said).toContain(`Port ${port} is taken.`)
    taken.close()
  })
})

function start(environment: Record<string, string>): ChildProcess {
  const { PORT: _port, HOST: _host, TYCK_PUBLIC_URL: _url, ...inherited } = process.env
  child = fork(server, { env: { ...inherited, ...environment }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  return child
}

/** A port that nobody listens on just now. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (!address || typeof address === 'string') throw new Error('a TCP server has a port')
  return address.port
}
