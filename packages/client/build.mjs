/**
 * Builds what npm packs. The types of all routes come from the service's own OpenAPI document, so that the two cannot
 * say different things: src/paths.ts is written here and kept in no history. The service has to be built before.
 */
import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { typesOf } from './typesOf.mjs'

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url))
const node = (/** @type {string[]} */ ...args) =>
  promisify(execFile)(process.execPath, args, { maxBuffer: 16_777_216 })

const { stdout } = await node(here('../api/dist/openApiDocument.js'))
await writeFile(here('src/paths.ts'), await typesOf(JSON.parse(stdout)))
await rm(here('dist'), { recursive: true, force: true })
try {
  await node(here('../../node_modules/typescript/bin/tsc'), '-p', here('tsconfig.build.json'))
} catch (error) {
  console.error(/** @type {{ stdout?: string }} */ (error).stdout)
  process.exitCode = 1
}
