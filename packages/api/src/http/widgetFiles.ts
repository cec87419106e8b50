import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { publicHeaders } from '../errors.ts'
import { aYear, type BuiltFile, readBuiltFile, sendBuiltFile } from './builtFile.ts'

/** The loader names the files that it wants, so that an upgrade arrives as fast as the loader does. */
const minutes = 'public, max-age=300'

/** Pages that isolate themselves (COEP) may still load it, and may time it. */
const headers = {
  ...publicHeaders,
  'cross-origin-resource-policy': 'cross-origin',
  'timing-allow-origin': '*',
}

/**
 * The widget's built files for every page anywhere: the loader at `/tyck.js`, what it fetches under names that
 * change with their content, and the one-file build under its version, for pages that pin it by its hash. Of the
 * earlier builds in `keptDirs` there is all but the loader. They are few and small, and are read once; no request
 * touches the disk.
 */
export function widgetFiles(app: FastifyInstance, widgetDir: string, keptDirs: readonly string[]): void {
  const files = new Map(readFiles(widgetDir))
  for (const [url, file] of keptDirs.flatMap(readFiles)) {
    // What is in use goes before what was: until its release a version has many builds.
    if (file.cacheControl === aYear && !files.has(url)) files.set(url, file)
  }
  for (const [url, file] of files) {
    app.get(url, { schema: { hide: true } }, (request, reply) => sendBuiltFile(request, reply, file, headers))
  }
}

/** Whether a file of the build is asked for under a name that will not mean another one: all but the loader. */
export function isNamedForGood(name: string): boolean {
  return /^(?:tyck\.full|(?:widget|later|calls|debug)-\w+)\.js(?:\.map)?$/.test(name)
}

function readFiles(widgetDir: string): [string, BuiltFile][] {
  if (!existsSync(join(widgetDir, 'manifest.json'))) return []
  const { version } = JSON.parse(readFileSync(join(widgetDir, 'manifest.json'), 'utf8'))
  return readdirSync(widgetDir).flatMap((name): [string, BuiltFile][] => {
    if (name === 'tyck.js') return [['/tyck.js', readBuiltFile(join(widgetDir, name), minutes)]]
    if (!isNamedForGood(name)) return []
    const url = name.startsWith('tyck.full') ? `/v/${version}/${name}` : `/${name}`
    return [[url, readBuiltFile(join(widgetDir, name), aYear)]]
  })
}
