import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createBuilder } from 'vite'
import { createExamples } from '../examples/server/createExamples.mjs'
import type { RunningTyck } from './tyck.ts'

const examples = fileURLToPath(new URL('../examples', import.meta.url))
const builds = 'node_modules/.development'

/**
 * Builds the examples with the development builds of React and Vue, which warn, render twice in strict mode and compare
 * what a server sent; and serves them.
 */
export async function serveDevelopmentStacks({ apiUrl }: RunningTyck): Promise<Server & { url: string }> {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'development'
  for (const name of ['react', 'react-ssr', 'vue']) {
    const root = join(examples, name)
    const outDir = (folder: string) => ({ build: { outDir: join(root, builds, folder), emptyOutDir: true } })
    const isSsr = name === 'react-ssr'
    const builder = await createBuilder({
      root,
      mode: 'development',
      logLevel: 'error',
      ...(isSsr ? { environments: { client: outDir('client'), ssr: outDir('server') } } : outDir('')),
    })
    if (isSsr) await builder.buildApp()
    else if (builder.environments.client) await builder.build(builder.environments.client)
  }
  process.env.NODE_ENV = before
  const server = createExamples({ apiUrl, publicUrl: apiUrl, builds })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return Object.assign(server, { url: `http://localhost:${(server.address() as AddressInfo).port}` })
}
