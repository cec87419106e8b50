import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from './failure.mjs'
import { root } from './paths.mjs'
import { runTask } from './processes.mjs'
import { say } from './say.mjs'
import { digest, readStamp, writeStamp } from './stamp.mjs'

/** What is built, and from what. */
const built = [
  { name: 'widget', sources: [...inputs('widget'), 'packages/shared/src', 'pnpm-lock.yaml'] },
  { name: 'api', sources: [...inputs('api'), 'packages/shared/src', 'pnpm-lock.yaml'] },
]

/**
 * Builds the packages whose sources changed since the last time.
 * @param {{ always?: boolean }} [options] always builds all.
 * @returns {Promise<string[]>} the names of those that were built.
 */
export async function buildWorkspace({ always = false } = {}) {
  const stale = built
    .map(({ name, sources }) => ({ name, digest: digest(sources) }))
    .filter(
      ({ name, digest }) =>
        always || readStamp(`built-${name}`) !== digest || !existsSync(join(root, 'packages', name, 'dist')),
    )
  if (stale.length > 0) say(`Building ${stale.map(({ name }) => name).join(' and ')}`)
  const faults = await Promise.all(
    stale.map(async ({ name, digest }) => {
      const { code, output } = await runTask(process.execPath, [`packages/${name}/build.mjs`], {
        quiet: true,
      })
      if (code !== 0) return `${output.trimEnd()}\n\nThe ${name} could not be built.`
      writeStamp(`built-${name}`, digest)
    }),
  )
  const fault = faults.find(Boolean)
  if (fault) throw new Failure(fault)
  return stale.map(({ name }) => name)
}

/** @param {string} name */
function inputs(name) {
  return ['src', 'build.mjs', 'package.json'].map(input => `packages/${name}/${input}`)
}
