import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from './failure.mjs'
import { root } from './paths.mjs'
import { runTask } from './processes.mjs'
import { say } from './say.mjs'
import { digest, readStamp, writeStamp } from './stamp.mjs'

// One of them is written by the build.
const clientSources = readdirSync(join(root, 'packages/client/src'))
  .filter(name => name !== 'paths.ts')
  .map(name => `packages/client/src/${name}`)

/**
 * What is built, in which folder, from what and how, and which package that takes where it is not always installed.
 * Each group waits for the one before.
 * @type {{ name: string, folder: string, sources: string[], command: string[], takes?: string }[][]}
 */
const built = [
  ['widget', 'api', 'console', 'cli'].map(name => ({
    name,
    folder: `packages/${name}`,
    sources: [
      ...inputs(name),
      ...(name === 'cli' ? [...inputs('widget'), ...clientSources] : []),
      'packages/shared/src',
      'pnpm-lock.yaml',
    ],
    command: [`packages/${name}/build.mjs`],
  })),
  [
    ...['react', 'vue'].map(name => ({
      name,
      folder: `packages/${name}`,
      sources: [
        ...['src', 'package.json', 'tsconfig.json', 'tsconfig.build.json'].map(
          input => `packages/${name}/${input}`,
        ),
        'packages/widget/src/types.ts',
        'tsconfig.base.json',
        'pnpm-lock.yaml',
      ],
      command: ['node_modules/typescript/bin/tsc', '-p', `packages/${name}/tsconfig.build.json`],
    })),
    {
      name: 'client',
      folder: 'packages/client',
      sources: [
        ...readdirSync(join(root, 'packages/client'))
          .filter(name => /\.(?:mjs|json)$/.test(name))
          .map(name => `packages/client/${name}`),
        ...clientSources,
        ...inputs('api'),
        'packages/shared/src',
        'tsconfig.base.json',
        'pnpm-lock.yaml',
      ],
      command: ['packages/client/build.mjs'],
      takes: 'packages/client/node_modules/openapi-typescript',
    },
  ],
  [
    ['react', 'react'],
    ['react-ssr', 'react'],
    ['vue', 'vue'],
  ].map(([name, wrapper]) => ({
    name: `${name}-example`,
    folder: `examples/${name}`,
    sources: [
      ...['src', 'index.html', 'vite.config.ts', 'package.json'].map(input => `examples/${name}/${input}`),
      ...['src', 'package.json'].map(input => `packages/${wrapper}/${input}`),
      ...inputs('widget'),
      'packages/shared/src',
      'pnpm-lock.yaml',
    ],
    command: [`examples/${name}/node_modules/vite/bin/vite.js`, 'build', `examples/${name}`],
  })),
]

/**
 * Builds what changed since the last time.
 * @param {{ always?: boolean, examples?: boolean }} [options] always builds all; without examples, the packages only.
 * @returns {Promise<string[]>} the names of what was built.
 */
export async function buildWorkspace({ always = false, examples = true } = {}) {
  /** @type {string[]} */
  const names = []
  for (const group of built) {
    const stale = group
      .filter(({ folder }) => examples || !folder.startsWith('examples/'))
      .filter(({ takes }) => !takes || existsSync(join(root, takes)))
      .map(one => ({ ...one, digest: digest(one.sources) }))
      .filter(
        ({ name, folder, digest }) =>
          always || readStamp(`built-${name}`) !== digest || !existsSync(join(root, folder, 'dist')),
      )
    if (stale.length > 0) say(`Building ${stale.map(({ name }) => name).join(' and ')}`)
    const faults = await Promise.all(
      stale.map(async ({ name, command, digest }) => {
        const { code, output } = await runTask(process.execPath, command, { quiet: true })
        if (code !== 0) return `${output.trimEnd()}\n\nThe ${name} could not be built.`
        writeStamp(`built-${name}`, digest)
      }),
    )
    const fault = faults.find(Boolean)
    if (fault) throw new Failure(fault)
    names.push(...stale.map(({ name }) => name))
  }
  return names
}

/** `npm run build`: builds all, and says what the widget weighs, what each of its features costs, and its hash. */
export async function build() {
  await buildWorkspace({ always: true })
  for (const script of ['scripts/check-size.mjs', 'scripts/feature-costs.mjs']) {
    const { code, output } = await runTask(process.execPath, [script], { quiet: true })
    say(`\n${output.trimEnd()}`)
    if (code !== 0)
      throw new Failure('The widget is over a budget, or a file of it has no feature: see above.')
  }
}

/** @param {string} name */
function inputs(name) {
  return ['src', 'bin', 'build.mjs', 'package.json'].map(input => `packages/${name}/${input}`)
}
