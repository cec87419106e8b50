import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Somebody's project outside of the workspace, with our packages installed in it as npm packs them. */
export interface Consumer {
  folder: string
  /** Runs a script of Node in the folder. */
  node(...args: string[]): { status: number | null; output: string }
  remove(): void
}

/** What our packages stand on, taken from where the workspace has it, so that no test needs the network. */
const borrowed = {
  react: 'packages/react/node_modules/react',
  'react-dom': 'packages/react/node_modules/react-dom',
  '@types/react': 'packages/react/node_modules/@types/react',
  '@types/react-dom': 'packages/react/node_modules/@types/react-dom',
  vue: 'packages/vue/node_modules/vue',
}

/** Packs the packages and installs them, with the sources of e2e/consumer beside them. */
export function createConsumer(): Consumer {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'tyck-consumer-'))
  cpSync(join(root, 'e2e/consumer'), folder, { recursive: true })
  cpSync(join(root, 'examples/email/server.mjs'), join(folder, 'email.mjs'))
  const dependencies = Object.fromEntries(
    ['widget', 'react', 'vue', 'cli', 'client'].map(name => {
      const output = npm(folder, 'pack', join(root, 'packages', name), '--json', '--ignore-scripts')
      const [{ filename }] = JSON.parse(output) as [{ filename: string }]
      return [`@tyck/${name}`, `file:${filename}`]
    }),
  )
  // npm takes it for what the widget asks for. It would fetch it else, and what it is developed with too.
  const preact = realpathSync(join(root, 'packages/widget/node_modules/preact'))
  cpSync(preact, join(folder, 'preact'), { recursive: true })
  const manifest = JSON.parse(readFileSync(join(preact, 'package.json'), 'utf8'))
  writeFileSync(join(folder, 'preact/package.json'), JSON.stringify({ ...manifest, devDependencies: {} }))
  dependencies.preact = 'file:preact'
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'consumer', private: true, type: 'module', dependencies }),
  )
  // Peers come below; npm would fetch them.
  npm(folder, 'install', '--offline', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund')
  for (const [name, path] of Object.entries(borrowed)) {
    const link = join(folder, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(realpathSync(join(root, path)), link, 'junction')
  }
  return {
    folder,
    node(...args) {
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
      return { status, output: stdout + stderr }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Runs npm quietly, by its script where that is known. */
function npm(cwd: string, ...args: string[]): string {
  const script = process.env.npm_execpath
  const [file, first] = script?.endsWith('npm-cli.js') ? [process.execPath, [script]] : ['npm', []]
  const { status, stdout, stderr } = spawnSync(
    file,
    [...first, ...args, '--loglevel=error', '--no-update-notifier'],
    { cwd, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`npm ${args.join(' ')}\n${stdout}${stderr}`)
  return stdout
}
