import { buildWorkspace } from './build.mjs'
import { Failure } from './failure.mjs'
import { runTask } from './processes.mjs'

/** @type {Record<string, string>} */
const variables = {
  '--seed': 'TYCK_FUZZ_SEED',
  '--requests': 'TYCK_FUZZ_REQUESTS',
  '--first': 'TYCK_FUZZ_FIRST',
}

/**
 * `npm run fuzz -- --seed 7 --requests 20000`: sends the service what its schemas make, almost so, and bytes that are no
 * HTTP. The same seed sends the same; `--first 812` begins with the round of a request that failed.
 * @param {string[]} args
 */
export async function fuzz(args) {
  /** @type {Record<string, string>} */
  const env = { TYCK_FUZZ_REQUESTS: '20000', TYCK_FUZZ_SEED: `${Date.now() % 1_000_000}` }
  for (let at = 0; at < args.length; at += 2) {
    const variable = variables[args[at] ?? '']
    const value = args[at + 1] ?? ''
    if (!variable || !/^\d{1,9}$/.test(value)) {
      throw new Failure('Usage: npm run fuzz -- [--seed 7] [--requests 20000] [--first 0]')
    }
    env[variable] = value
  }
  await buildWorkspace({ examples: false })
  const vitest = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    'api',
    'packages/api/test/fuzz.test.ts',
  ]
  const { code } = await runTask(process.execPath, vitest, { env })
  process.exitCode = code
}
