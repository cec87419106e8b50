/**
 * Holds the house together: which room may import what. Fails on an import that its room's rule does not name, on a
 * room without files (a rule that looks at nothing would always pass), on a reader of the environment other than
 * config.ts, and on one byte of zod in anything that a browser loads.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Files of a room, and what they may import: packages as they are named, files by the start of their path from the
 * root. `types` may be imported with `import type` only. Files of the same folder are allowed, unless they stand
 * `alone`.
 * @type {{ files: RegExp, may: string[], types?: string[], alone?: true }[]}
 */
const rooms = [
  {
    files: /^packages\/shared\/src\/(metric|hash|limits|sampling|origin|zone)\.ts$/,
    may: ['packages/shared/src/hash.ts'],
    alone: true,
  },
  // Closed formulas, which know of no metric but NPS.
  { files: /^packages\/shared\/src\/statistics\//, may: [] },
  {
    files: /^packages\/shared\/src\/contract\//,
    may: ['zod', 'packages/shared/src/limits.ts', 'packages/shared/src/metric.ts'],
  },
  {
    files: /^packages\/shared\/src\/admin\//,
    may: ['zod', 'packages/shared/src/contract/', 'packages/shared/src/limits.ts'],
  },
  { files: /^packages\/shared\/src\/problem\.ts$/, may: ['zod'] },
  {
    files: /^packages\/widget\/src\//,
    may: [
      'packages/widget/src/',
      'preact',
      '@tyck/shared/limits',
      '@tyck/shared/origin',
      '@tyck/shared/sampling',
    ],
    types: ['@tyck/shared/contract/', '@tyck/shared/metric'],
  },
  // It knows the service by HTTP, as everybody else does, and the metrics by what imports nothing.
  {
    files: /^packages\/console\/src\//,
    may: [
      'packages/console/src/',
      '@tyck/shared/metric',
      '@tyck/shared/origin',
      '@tyck/shared/statistics/',
      '@tyck/shared/zone',
      'd3-scale',
      'd3-shape',
      'preact',
      'preact/hooks',
    ],
    types: ['@tyck/shared/'],
  },
  // The wrappers know the widget as everybody else does: by what npm brings.
  { files: /^packages\/react\/src\//, may: ['@tyck/widget', 'react'] },
  { files: /^packages\/vue\/src\//, may: ['@tyck/widget', 'vue'] },
  // It knows the service by HTTP.
  {
    files: /^packages\/cli\/src\//,
    may: [
      '@tyck/client',
      '@tyck/shared/metric',
      '@tyck/shared/zone',
      'csv-parse',
      'packages/cli/',
      'packages/widget/bin/typesOf.mjs',
    ],
  },
  // Its types are made of the OpenAPI document; of the service's own code it takes none.
  { files: /^packages\/client\/src\//, may: [] },
  { files: /^packages\/client\/[^/]+\.mjs$/, may: ['openapi-typescript', 'packages/client/'] },
  // It imports nothing; what it writes does.
  { files: /^packages\/widget\/bin\//, may: ['@tyck/widget'] },
  {
    files: /^packages\/api\/src\/http\//,
    may: [
      'fastify',
      'fastify-type-provider-zod',
      '@fastify/',
      'secure-json-parse',
      'ajv',
      'zod',
      '@tyck/shared/',
      'packages/api/src/domain/',
      'packages/api/src/store/',
      ...['auth', 'session', 'context', 'config', 'errors', 'tellError'].map(
        name => `packages/api/src/${name}.ts`,
      ),
    ],
  },
  {
    files: /^packages\/api\/src\/domain\//,
    may: [
      '@tyck/shared/',
      'ajv',
      'ipaddr.js',
      'jose',
      'libphonenumber-js',
      'lru-cache',
      'nodemailer',
      'zod',
      'packages/api/src/domain/',
      'packages/api/src/store/',
      'packages/api/src/words/',
    ],
  },
  {
    files: /^packages\/api\/src\/store\//,
    // The metrics' bands become the SQL of the views; the limits on sizes become those of the columns.
    may: [
      ...['kysely', 'pg', 'pg-copy-streams'],
      ...['@tyck/shared/metric', '@tyck/shared/contract/', 'packages/api/src/store/'],
    ],
    types: ['@tyck/shared/admin/'],
  },
  { files: /^packages\/api\/src\/postgres\//, may: ['pg'] },
  {
    files: /^packages\/api\/src\/words\//,
    may: ['packages/api/src/domain/serving/closestLocale.ts', 'packages/api/src/words/'],
    types: ['@tyck/shared/contract/'],
  },
  {
    files: /^packages\/api\/src\/demo\//,
    may: [
      '@tyck/shared/',
      'packages/api/src/auth.ts',
      'packages/api/src/demo/',
      'packages/api/src/domain/',
      'packages/api/src/store/',
    ],
  },
  {
    files: /^packages\/api\/src\/[^/]+$/,
    may: ['fastify', 'fastify-type-provider-zod', 'prom-client', '@tyck/shared/', 'packages/api/'],
  },
  {
    files: /^examples\/(react|react-ssr)\//,
    may: ['@tyck/react', 'react', 'react-dom/', 'vite', '@vitejs/plugin-react'],
    types: ['@tyck/widget'],
  },
  {
    files: /^examples\/vue\//,
    may: ['@tyck/vue', 'vue', 'vite', '@vitejs/plugin-vue', 'examples/vue/'],
    types: ['@tyck/widget'],
  },
  { files: /^examples\/email\//, may: ['@tyck/client'] },
  { files: /^examples\/(?!react|vue|email)/, may: ['examples/'] },
]

const importPattern = /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'"\n;]*(?:\n[^'"]*?)?from\s+)?'([^']+)'/g
const sources = ['packages', 'examples'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(file => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter(file => /\.(ts|tsx|mjs|js)$/.test(file) && !/\/(node_modules|dist|test)\//.test(file)),
)
/** @type {string[]} */
const problems = sources
  .filter(file => /^packages\/[^/]+\/src\//.test(file) && !rooms.some(({ files }) => files.test(file)))
  .map(file => `${file}: stands in no room; give its folder a rule`)
let looked = 0

for (const { files, may, types = [], alone } of rooms) {
  const found = sources.filter(file => files.test(file))
  if (found.length === 0) problems.push(`${files}: no file there; the rule looks at nothing`)
  looked += found.length
  for (const file of found) {
    const text = readFileSync(join(root, file), 'utf8')
    for (const [, isType, specifier = ''] of text.matchAll(importPattern)) {
      const isBuiltIn =
        specifier.startsWith('node:') &&
        !/^packages\/(widget\/src|console\/src|shared|react|vue)\//.test(file)
      const isNear = /^\.\/[^/]+$/.test(specifier) && !alone
      const target = specifier.startsWith('.')
        ? relative(root, join(root, dirname(file), specifier)).replaceAll('\\', '/')
        : specifier
      const allowed = isType ? [...may, ...types] : may
      const isAllowed = allowed.some(
        name => target === name || (name.endsWith('/') && target.startsWith(name)),
      )
      if (isBuiltIn || isNear || isAllowed) continue
      problems.push(`${file}: may not import ${isType ? 'types of ' : ''}${specifier}`)
    }
    const readsEnvironment = /process\.env/.test(text.replaceAll('readConfig(process.env)', ''))
    if (/^packages\/api\/src/.test(file) && readsEnvironment && !file.endsWith('/config.ts')) {
      problems.push(`${file}: reads the environment; only config.ts may`)
    }
  }
}

for (const name of ['widget', 'console']) {
  const { inputs } = JSON.parse(readFileSync(join(root, `packages/${name}/dist/manifest.json`), 'utf8'))
  for (const [output, sources] of Object.entries(inputs)) {
    looked += Object.keys(sources).length
    for (const source of Object.keys(sources)) {
      if (/(^|\/)zod[/@]/.test(source)) problems.push(`${name}/dist/${output}: holds bytes of ${source}`)
    }
  }
}

console.log(`${looked} files looked at, ${problems.length} problems`)
for (const problem of problems) console.error(problem)
process.exitCode = problems.length > 0 ? 1 : 0
