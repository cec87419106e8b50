import { buildWorkspace } from './build.mjs'
import { Failure } from './failure.mjs'
import { runTask } from './processes.mjs'

/**
 * `npm run reader -- metabase`: makes a role of Postgres that reads the views and nothing else, and prints how to connect
 * with it; `--drop metabase` takes it away.
 * @param {string[]} args
 */
export async function makeReader(args) {
  if (args.length !== (args[0] === '--drop' ? 2 : 1)) {
    throw new Failure('Usage: npm run reader -- metabase\n       npm run reader -- --drop metabase')
  }
  await buildWorkspace()
  const { code } = await runTask(process.execPath, ['packages/api/dist/makeReader.js', ...args])
  process.exitCode = code
}
