/**
 * Builds everything that is shipped: the loader with the widget beside it, the one-file build, and the npm package.
 * Prints nothing but errors; scripts/check-size.mjs reads `dist/manifest.json` and says what it all weighs.
 */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build, transform } from 'esbuild'
import { minify } from 'terser'

const here = path => fileURLToPath(new URL(path, import.meta.url))
const dist = here('dist')
const { version } = JSON.parse(await readFile(here('package.json'), 'utf8'))

/**
 * Properties of objects that only the widget's own files hand to each other: each gets a short name, the same in
 * every file. Nothing that is stored, sent, public or the browser's may stand here.
 */
const ownProperties = `
  local openStorage fetchSurveys first collapse isAllowed settings notice withdraw ownHeight
  entry root asked read write host corner draw open moment view store phase act stops draft tell
  content marked session memory between beneath surveysFor emit decide dress recall drawn
  newEntry thanked flush focusBefore tight whenShown who fit announced quiet
  forget turns slotsOf drop address isLate place ready noRoom
  slot end before reword nothing prompt unfold toggle lacks
`.match(/\w+/g)
/** Every letter but those that Preact and we ourselves use as they stand: h and l. */
const letters = 'zyxwvutsrqponmkjigfedcba'
const shortNames = Object.fromEntries(
  ownProperties.map((name, index) => [
    name,
    '$'.repeat(index / letters.length) + letters[index % letters.length],
  ]),
)

/** The oldest browsers that are served; older ones do nothing, silently. */
const target = ['safari15', 'chrome90', 'firefox101']

const common = {
  absWorkingDir: here('.'),
  bundle: true,
  minify: true,
  metafile: true,
  write: false,
  target,
  // Chrome 90 errs only in optional calls with spread arguments; the build would rewrite every `?.` for it.
  supported: { 'optional-chain': true, 'dynamic-import': true },
  legalComments: 'none',
  // Preact marks its own properties by an underscore.
  mangleProps: new RegExp(`^(_[a-z]\\w*|${ownProperties.join('|')})$`),
  mangleCache: shortNames,
  jsx: 'transform',
  jsxFactory: 'h',
  plugins: [inlineStyles()],
}

/**
 * Preact from its sources, so that properties are shortened throughout. patches/ takes out of them what the widget
 * never uses, which is more than half; docs/decisions/0024 says what and why.
 */
const leanPreact = { alias: { preact: here('node_modules/preact/src/index.js') } }

await rm(dist, { recursive: true, force: true })
await mkdir(dist)

/** What goes into each file, in bytes: the size and import checks read it. */
const inputs = {}
const parts = {
  widget: await bundle({ entry: 'src/widget/widget.ts', ...leanPreact }),
  later: await bundle({ entry: 'src/later/laterFile.ts', alias: { preact: './src/later/lentPreact.ts' } }),
  calls: await bundle({ entry: 'src/calls/calls.ts' }),
  debug: await bundle({ entry: 'src/debug/debug.ts' }),
}
/** One for all of them, so that the widget knows the others' names by its own: a name of theirs costs bytes. */
const release = hash(
  'sha256',
  Object.values(parts)
    .map(({ code }) => code)
    .join('\n'),
  'hex',
).slice(0, 8)
const [widget, later, calls, debug] = await Promise.all(
  Object.entries(parts).map(([name, part]) => write(`${name}-${release}.js`, part)),
)
/** Without "use strict", which nothing in the loader needs: 10 bytes. */
const sloppy = { compilerOptions: { alwaysStrict: false } }
const define = { WIDGET_FILE: JSON.stringify(widget) }
const loader = await write(
  'tyck.js',
  await bundle({ entry: 'src/loader/loader.ts', format: 'iife', define, tsconfigRaw: sloppy }),
)
const full = await write(
  'tyck.full.js',
  await bundle({ entry: 'src/full.ts', format: 'iife', ...leanPreact }),
)
const npm = await write(
  'index.js',
  await bundle({ entry: 'src/index.ts', external: ['preact'], plugins: [inlineStyles(), debugApart()] }),
)
await write('debug.js', parts.debug)

// types.ts holds nothing but types, so it is a declaration file as it stands.
const types = await readFile(here('src/types.ts'), 'utf8')
await writeFile(
  `${dist}/index.d.ts`,
  `${types}\nexport declare const init: Init\nexport declare const tyck: QueuedTyck\n`,
)

await writeFile(
  `${dist}/manifest.json`,
  `${JSON.stringify(
    {
      version,
      files: { loader, widget, later, calls, debug, full, npm },
      integrity: { [full]: `sha384-${hash('sha384', await readFile(`${dist}/${full}`), 'base64')}` },
      inputs,
    },
    null,
    2,
  )}\n`,
)

/** Bundles and minifies one file. esbuild bundles; terser, which is slower, saves another 4 % of bytes. */
async function bundle({ entry, format = 'esm', ...options }) {
  const { outputFiles, metafile } = await build({ ...common, ...options, format, entryPoints: [entry] })
  const [output] = Object.values(metafile.outputs)
  const { code } = await minify(outputFiles[0].text, {
    module: format === 'esm',
    ecma: 2020,
    compress: { passes: 3, unsafe_arrows: true, keep_fargs: false, sequences: false, hoist_funs: true },
    format: { comments: false },
  })
  return { code, output }
}

/** Writes one file and the compressed forms beside it. Those whose name no page has to know are kept for ever. */
async function write(file, { code, output }) {
  inputs[file] = Object.fromEntries(
    Object.entries(output.inputs).map(([input, { bytesInOutput }]) => [input, bytesInOutput]),
  )
  await writeFile(`${dist}/${file}`, code)
  await compress(file)
  return file
}

function hash(algorithm, content, encoding) {
  return createHash(algorithm).update(content).digest(encoding)
}

/** Files are served as they lie here, so that no request pays for compression. */
async function compress(file) {
  const bytes = await readFile(`${dist}/${file}`)
  const brotli = await promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  await writeFile(`${dist}/${file}.br`, brotli)
  await writeFile(`${dist}/${file}.gz`, await promisify(gzip)(bytes, { level: 9 }))
}

/** Leaves the note to who builds the page in a file beside the npm entry, which is fetched where it is wanted. */
function debugApart() {
  return {
    name: 'debug-apart',
    setup({ onResolve }) {
      onResolve({ filter: /\/debug\.ts$/ }, () => ({ path: './debug.js', external: true }))
    },
  }
}

/** Brings a style sheet in as minified text: `import styles from './styles.css?inline'`, as Vite says it too. */
function inlineStyles() {
  return {
    name: 'inline-styles',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\.css\?inline$/ }, ({ path, resolveDir }) => ({
        path: resolve(resolveDir, path.replace('?inline', '')),
      }))
      onLoad({ filter: /\.css$/ }, async ({ path }) => {
        const { code } = await transform(await readFile(path, 'utf8'), {
          loader: 'css',
          minify: true,
          target,
        })
        return { contents: code.trim().replace(/([:,]) /g, '$1'), loader: 'text' }
      })
    },
  }
}
