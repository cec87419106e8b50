import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from './failure.mjs'
import { root } from './paths.mjs'
import { runTask } from './processes.mjs'
import { say } from './say.mjs'
import { digest, readStamp, writeStamp } from './stamp.mjs'

const pnpmVersion = '12.21.0'
const tools = join(root, '.tools')
const pnpmFolder = join(tools, `pnpm-${pnpmVersion}`)

/**
 * Installs the packages where something changed since the last time.
 * @param {'serving' | 'everything'} what serving leaves out what only the tests in a browser need, and what writes the types of the client.
 */
export async function install(what) {
  const wanted = fingerprint()
  const installed = readStamp('installed')
  if (installed === `everything ${wanted}` || installed === `${what} ${wanted}`) return
  await bringPnpm()
  say('Installing packages; the first time takes a moment')
  const { code, output } = await runTask(
    process.execPath,
    [
      join(pnpmFolder, 'node_modules/pnpm/bin/pnpm.mjs'),
      'install',
      '--frozen-lockfile',
      '--prefer-offline',
      // The lockfile was looked at when it was committed. Asking for the age of each package again takes up to a minute.
      '--trust-lockfile',
      '--config.confirm-modules-purge=false',
      ...(what === 'serving' ? ['--filter', '!@tyck/e2e', '--filter', '!@tyck/client'] : []),
    ],
    // In production the tools that build would be left out.
    { quiet: true, env: { NODE_ENV: undefined } },
  )
  if (code !== 0)
    throw new Failure(`${output.trimEnd()}\n\nThe packages could not be installed; pnpm's words are above.`)
  writeStamp('installed', `${what} ${wanted}`)
}

function fingerprint() {
  const packages = readdirSync(join(root, 'packages')).map(name => `packages/${name}`)
  const examples = ['email', 'react', 'react-ssr', 'vue'].map(name => `examples/${name}`)
  const manifests = ['.', 'examples', ...examples, 'e2e', 'rig', ...packages].map(
    folder => `${folder}/package.json`,
  )
  const files = digest(['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests])
  return [files, process.platform, process.arch, process.versions.modules, pnpmVersion].join(' ')
}

/** Everybody who has Node has npm, and npm can bring pnpm; it is kept in the checkout and changes nothing else. */
async function bringPnpm() {
  if (existsSync(pnpmFolder)) return
  say(`Fetching pnpm ${pnpmVersion} into .tools`)
  mkdirSync(tools, { recursive: true })
  const unfinished = mkdtempSync(join(tools, 'unfinished-'))
  process.once('exit', () => rmSync(unfinished, { recursive: true, force: true }))
  // Under `npm start` this is npm's own script, which spares us a look at the PATH, and Windows a shell.
  const npmScript = process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : undefined
  const [file, ...first] = npmScript ? [process.execPath, npmScript] : ['npm']
  const { code, output } = await runTask(
    file,
    [
      ...first,
      'install',
      `pnpm@${pnpmVersion}`,
      ...['--prefix', unfinished, '--no-save', '--no-package-lock', '--ignore-scripts'],
      ...['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'],
    ],
    { quiet: true, env: { NODE_ENV: undefined } },
  )
  if (code !== 0) {
    throw new Failure(
      `${output.trimEnd()}\n\npnpm ${pnpmVersion} could not be fetched; npm's words are above.`,
    )
  }
  // Another start may have been quicker.
  if (!existsSync(pnpmFolder)) renameSync(unfinished, pnpmFolder)
}
