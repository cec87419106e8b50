/**
 * Builds what npm packs: dist/tyck.js, the command in one file, which needs nothing but Node; and
 * dist/config.schema.json, for editors.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url))

/** @satisfies {import('esbuild').BuildOptions} */
const settings = {
  absWorkingDir: here('.'),
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  logLevel: 'warning',
}

await rm(here('dist'), { recursive: true, force: true })
await mkdir(here('dist'))
await build({
  ...settings,
  entryPoints: ['src/tyck.ts'],
  outdir: 'dist',
  // Its sources: what it is built from may not be built yet.
  alias: { '@tyck/client': here('../client/src/index.ts') },
  banner: { js: '#!/usr/bin/env node' },
})

const { outputFiles } = await build({
  ...settings,
  stdin: {
    contents: `export { configurationSchema } from '@tyck/shared/admin/configurationSchema'`,
    resolveDir: here('.'),
  },
  write: false,
})
const source = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64')
const { configurationSchema } = await import(`data:text/javascript;base64,${source}`)
await writeFile(here('dist/config.schema.json'), `${JSON.stringify(configurationSchema(), null, 2)}\n`)
