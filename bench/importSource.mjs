import { basename } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/**
 * Imports a TypeScript file of the repository, which this Node may not be able to read.
 * @param {string} path from the root
 * @returns {Promise<any>}
 */
export async function importSource(path) {
  const source = fileURLToPath(new URL(`../${path}`, import.meta.url))
  const outfile = fileURLToPath(new URL(`node_modules/.tyck/${basename(path)}.mjs`, import.meta.url))
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['playwright-core', 'pg'],
    // What it looks for lies beside its source.
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(source).href) },
  })
  return import(pathToFileURL(outfile).href)
}
