import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildWorkspace } from './build.mjs'
import { Failure } from './failure.mjs'
import { runTask } from './processes.mjs'

/**
 * `npm run pictures`: takes the pictures of the documentation anew, in a real browser.
 *
 *   --all --to=<folder>   every page and state instead, on a desk and a phone, light and dark
 *   --only=<words>        of these only those whose name has the words
 *
 * @param {string[]} args
 */
export async function pictures(args) {
  const { values } = parseArgs({
    args,
    options: { all: { type: 'boolean', default: false }, to: { type: 'string' }, only: { type: 'string' } },
  })
  const { all, to, only } = values
  if (all !== (to !== undefined)) throw new Failure('Say where all of them go: --all --to=<folder>')
  await buildWorkspace()
  const { code } = await runTask(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config=e2e/pictures/vitest.config.ts',
      ...(only ? [`--testNamePattern=${only}`] : []),
    ],
    { env: { TYCK_PICTURES_TO: to ? resolve(to) : '' } },
  )
  process.exitCode = code
}
