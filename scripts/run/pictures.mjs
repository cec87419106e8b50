import { buildWorkspace } from './build.mjs'
import { runTask } from './processes.mjs'

/** `npm run pictures`: takes the pictures of the documentation anew, in a real browser. */
export async function pictures() {
  await buildWorkspace()
  const { code } = await runTask(process.execPath, [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config=e2e/pictures/vitest.config.ts',
  ])
  process.exitCode = code
}
