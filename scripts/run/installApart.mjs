import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from './failure.mjs'
import { root } from './paths.mjs'
import { runTask } from './processes.mjs'
import { say } from './say.mjs'
import { digest, readStamp, writeStamp } from './stamp.mjs'

/**
 * Installs a folder that stands outside the workspace with a lockfile of its own, so that what it needs never weighs
 * on `npm start` and `npm test`. Skipped where nothing changed since the last time.
 * @param {string} folder from the root, say `bench`.
 */
export async function installApart(folder) {
  const files = digest([`${folder}/package.json`, `${folder}/package-lock.json`])
  const wanted = [files, process.platform, process.arch].join(' ')
  if (readStamp(`installed-${folder}`) === wanted && existsSync(join(root, folder, 'node_modules'))) return
  say(`Installing what only ${folder}/ needs, into that folder`)
  const npmScript = process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : undefined
  const [file, ...first] = npmScript ? [process.execPath, npmScript] : ['npm']
  const { code, output } = await runTask(
    file,
    [
      ...first,
      'ci',
      ...['--prefix', join(root, folder), '--ignore-scripts'],
      ...['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'],
    ],
    { quiet: true, env: { NODE_ENV: undefined } },
  )
  if (code !== 0)
    throw new Failure(`${output.trimEnd()}\n\n${folder}/ could not be installed; npm's words are above.`)
  writeStamp(`installed-${folder}`, wanted)
}
