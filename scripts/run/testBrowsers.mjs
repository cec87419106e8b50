import { buildWorkspace } from './build.mjs'
import { Failure } from './failure.mjs'
import { installApart } from './installApart.mjs'
import { runTask } from './processes.mjs'

/**
 * `npm run test:browsers`: the widget's core journeys in Firefox and WebKitGTK, as far as they are installed. Apart
 * from `npm test`, which needs nothing that npm does not bring.
 * @param {string[]} args `--require` fails where one of them is not here, as CI does; the rest is vitest's.
 */
export async function testBrowsers(args) {
  await installApart('e2e-browsers')
  await buildWorkspace()
  const types = await runTask(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'e2e-browsers'], {
    quiet: true,
  })
  if (types.code !== 0) throw new Failure(types.output.trimEnd())
  const { code } = await runTask(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config=e2e-browsers/vitest.config.ts',
      ...args.filter(arg => arg !== '--require'),
    ],
    { env: { TYCK_REQUIRE_BROWSERS: process.env.CI || args.includes('--require') ? 'on' : undefined } },
  )
  process.exitCode = code
}
