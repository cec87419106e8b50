import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildWorkspace } from './build.mjs'
import { Failure } from './failure.mjs'
import { root } from './paths.mjs'
import { runTask } from './processes.mjs'
import { say } from './say.mjs'
import { digest, readStamp, writeStamp } from './stamp.mjs'

/**
 * `npm run bench:<name>`: installs what only the benchmarks need, into bench/, and runs one of them.
 * @param {string} name of its folder in bench/
 * @param {string[]} args
 */
export async function bench(name, args) {
  await buildWorkspace()
  await installBench()
  const { code } = await runTask(process.execPath, [`bench/${name}/run.mjs`, ...args])
  process.exitCode = code
}

/** bench/ stands outside the workspace, with a lockfile of its own. Skipped where nothing changed. */
async function installBench() {
  const wanted = [
    digest(['bench/package.json', 'bench/package-lock.json']),
    process.platform,
    process.arch,
  ].join(' ')
  if (readStamp('installed-bench') === wanted && existsSync(join(root, 'bench/node_modules'))) return
  say('Installing the peers and tools that the benchmarks need, into bench/')
  const npmScript = process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : undefined
  const [file, ...first] = npmScript ? [process.execPath, npmScript] : ['npm']
  const { code, output } = await runTask(
    file,
    [
      ...first,
      'ci',
      ...['--prefix', join(root, 'bench'), '--ignore-scripts'],
      ...['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'],
    ],
    { quiet: true, env: { NODE_ENV: undefined } },
  )
  if (code !== 0)
    throw new Failure(`${output.trimEnd()}\n\nbench/ could not be installed; npm's words are above.`)
  writeStamp('installed-bench', wanted)
}
