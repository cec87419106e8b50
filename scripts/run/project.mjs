import { buildWorkspace } from './build.mjs'
import { withDatabase } from './embeddedPostgres.mjs'
import { Failure } from './failure.mjs'
import { runTask } from './processes.mjs'

/**
 * `npm run project -- "My shop"`: makes a project and prints its keys.
 * @param {string[]} args its name.
 */
export async function createProject(args) {
  if (args.length !== 1) throw new Failure('Usage: npm run project -- "My shop"')
  await buildWorkspace()
  await withDatabase(async url => {
    const { code } = await runTask(process.execPath, ['packages/api/dist/createProject.js', ...args], {
      env: { DATABASE_URL: url },
    })
    process.exitCode = code
  })
}
