import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildWorkspace } from './build.mjs'
import { Failure } from './failure.mjs'
import { root } from './paths.mjs'
import { runTask } from './processes.mjs'
import { say } from './say.mjs'

/** `npm run check`: everything but the tests that can be wrong with the code. @throws {Failure} with what is. */
export async function check() {
  await buildWorkspace()
  const types = [
    ...[
      'packages/shared',
      'packages/widget',
      'packages/widget/bin',
      'packages/react',
      'packages/vue',
      'packages/client',
    ],
    ...[
      'packages/api',
      'packages/console',
      'packages/cli',
      'examples',
      'examples/react',
      'examples/react-ssr',
      'examples/vue',
      'e2e',
      'rig',
      'scripts',
    ],
  ]
    .filter(folder => existsSync(join(root, folder, 'tsconfig.json')))
    .map(
      folder =>
        /** @type {const} */ ([`types of ${folder}`, 'node_modules/typescript/bin/tsc', '-p', folder]),
    )
  /** @type {(readonly [name: string, script: string, ...args: string[]])[]} */
  const checks = [
    ['lint and format', 'node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '--colors=off'],
    ...types,
    ['import rules', 'scripts/check-imports.mjs'],
    ['unused code', 'node_modules/knip/bin/knip.js'],
    ['size budgets', 'scripts/check-size.mjs'],
    ['feature costs', 'scripts/feature-costs.mjs'],
  ]
  const waiting = [...checks]
  /** @type {string[]} */
  const failed = []
  // Two at a time: most use a core each.
  await Promise.all([work(), work()])
  if (failed.length > 0) throw new Failure(`Failed: ${failed.join(', ')}`)

  async function work() {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, ...command] = next
      const { code, output } = await runTask(process.execPath, command, { quiet: true })
      if (code !== 0) failed.push(name)
      say(code === 0 ? `ok      ${name}` : `FAILED  ${name}\n${output.trimEnd()}\n`)
    }
  }
}
