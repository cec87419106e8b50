import { buildWorkspace } from './build.mjs'
import { check } from './check.mjs'
import { Failure } from './failure.mjs'
import { runTask } from './processes.mjs'
import { say } from './say.mjs'

/**
 * `npm test`: the checks and every test; with arguments, those of the tests that vitest finds by them.
 * @param {string[]} args for vitest.
 */
export async function test(args) {
  await buildWorkspace()
  /** @type {Failure | undefined} */
  let unchecked
  if (args.length === 0) {
    // The tests run all the same: one sees everything that is wrong at once.
    unchecked = await check().then(
      () => undefined,
      error => {
        if (error instanceof Failure) return error
        throw error
      },
    )
  }
  const reporters = ['--reporter=default', '--reporter=./scripts/run/countReporter.mjs']
  const { code } = await runTask(process.execPath, [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...reporters,
    ...args,
  ])
  if (unchecked) say(`The checks before the tests: ${unchecked.message}`)
  process.exitCode = unchecked ? 1 : code
}
