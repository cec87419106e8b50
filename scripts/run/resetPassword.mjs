import { buildWorkspace } from './build.mjs'
import { Failure } from './failure.mjs'
import { runTask } from './processes.mjs'

/**
 * `npm run reset-password -- kim@shop.example`: prints a link by which they set a new password; without an address, while
 * there is no account, the set-up link.
 * @param {string[]} args
 */
export async function resetPassword(args) {
  if (args.length > 1) throw new Failure('Usage: npm run reset-password -- kim@shop.example')
  await buildWorkspace()
  const { code } = await runTask(process.execPath, ['packages/api/dist/resetPassword.js', ...args])
  process.exitCode = code
}
