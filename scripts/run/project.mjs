import { buildWorkspace } from './build.mjs'
import { Failure } from './failure.mjs'
import { runTask } from './processes.mjs'

/**
 * `npm run project -- "My shop"`: makes a project and prints its keys.
 * @param {string[]} args its name.
 */
export async function createProject(args) {
  if (args.length !== 1) throw new Failure('Usage: npm run project -- "My shop"')
  await buildWorkspace()
  const { code } = await runTask(process.execPath, ['packages/api/dist/createProject.js', ...args])
  process.exitCode = code
}
