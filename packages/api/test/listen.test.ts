import Fastify from 'fastify'
import { afterEach, expect, test } from 'vitest'
import { listen } from '../src/listen.ts'

const apps: ReturnType<typeof Fastify>[] = []

/** Listens with an app that knows no routes. */
function listenOn(host: string, port: number) {
  const app = Fastify()
  apps.push(app)
  return listen(app, { host, port })
}

afterEach(async () => {
  for (const app of apps.splice(0)) await app.close()
})

test('a port that is taken is told by its variable', async () => {
  const { port } = await listenOn('127.0.0.1', 0)
  await expect(listenOn('127.0.0.1', port)).rejects.toThrow(`PORT cannot be used: ${port} is taken`)
})

test.each([
  ['another machine', '192.0.2.1', 'HOST cannot be used: 192.0.2.1 is no address of this machine'],
  ['nobody', 'nowhere.invalid', 'HOST cannot be used: no address is known for nowhere.invalid'],
])('an address of %s is told by its variable', async (_whose, host, message) => {
  await expect(listenOn(host, 0)).rejects.toThrow(message)
})
