import { buildWorkspace } from './build.mjs'
import { Failure } from './failure.mjs'
import { runTask } from './processes.mjs'

/**
 * `npm run project -- "My shop"`: makes a project and prints its keys, with `--owner kim@shop.example` for who has that
 * account; `-- --new-key pk_…` makes another secret key.
 * @param {string[]} args
 */
export async function createProject(args) {
  const isNewKey = args[0] === '--new-key' && args.length === 2
  const hasOwner = args[1] === '--owner' && args.length === 3
  if (args.length !== 1 && !isNewKey && !hasOwner) {
    throw new Failure(
      'Usage: npm run project -- "My shop" [--owner kim@shop.example]\n       npm run project -- --new-key pk_…',
    )
  }
  await buildWorkspace()
  const { code } = await runTask(process.execPath, ['packages/api/dist/createProject.js', ...args])
  process.exitCode = code
}
