import { buildWorkspace } from './build.mjs'
import { installApart } from './installApart.mjs'
import { runTask } from './processes.mjs'

/**
 * `npm run bench:<name>`: installs what only the benchmarks need, into bench/, and runs one of them.
 * @param {string} name of its folder in bench/
 * @param {string[]} args
 */
export async function bench(name, args) {
  await buildWorkspace()
  await installApart('bench')
  const { code } = await runTask(process.execPath, [`bench/${name}/run.mjs`, ...args])
  process.exitCode = code
}
