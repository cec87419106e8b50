/**
 * Builds what runs: dist/server.js, the commands beside it (createProject, resetPassword, makeReader) and, for the scripts,
 * dist/openApiDocument.js and dist/postgres/startPostgres.js. Node 20 runs no TypeScript, and the shared package is
 * TypeScript, so it is taken in; packages from npm stay where they are installed. `node build.mjs FOLDER` builds into
 * another folder.
 */
import { readFile, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** @import { Plugin } from 'esbuild' */

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url))

/**
 * @param {string} outdir below this package, where what is built finds the packages from npm
 * @param {Plugin[]} [plugins] of the fault rig, which builds what is broken on purpose
 */
export async function buildApi(outdir, plugins = []) {
  const { dependencies, optionalDependencies } = JSON.parse(await readFile(here('package.json'), 'utf8'))
  const installed = Object.keys({ ...dependencies, ...optionalDependencies })
  await rm(outdir, { recursive: true, force: true })
  await build({
    absWorkingDir: here('.'),
    entryPoints: [
      'src/server.ts',
      'src/createProject.ts',
      'src/makeReader.ts',
      'src/openApiDocument.ts',
      'src/resetPassword.ts',
      'src/postgres/startPostgres.ts',
    ],
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    sourcemap: true,
    external: installed.filter(name => name !== '@tyck/shared'),
    logLevel: 'warning',
    plugins,
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildApi(process.argv[2] ?? here('dist'))
