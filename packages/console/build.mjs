/**
 * Builds the console into dist/: index.html, which names everything else by a hash of its content, a file for each
 * page, one style sheet, and the frame in which the widget is previewed. All of it is compressed here, so that no
 * request pays for it.
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build } from 'esbuild'

const here = path => fileURLToPath(new URL(path, import.meta.url))
const dist = here('dist')
const common = {
  absWorkingDir: here('.'),
  bundle: true,
  minify: true,
  metafile: true,
  write: false,
  outdir: 'dist',
  target: ['safari16.4', 'chrome111', 'firefox113'],
  legalComments: 'none',
  logLevel: 'warning',
}

await rm(dist, { recursive: true, force: true })
await mkdir(`${dist}/assets`, { recursive: true })

const pages = await build({
  ...common,
  entryPoints: [{ in: 'src/app/main.tsx', out: 'console' }],
  format: 'esm',
  splitting: true,
  jsx: 'automatic',
  jsxImportSource: 'preact',
  entryNames: 'assets/[name]-[hash]',
  chunkNames: 'assets/[name]-[hash]',
  plugins: [onePart()],
})
const styles = await build({
  ...common,
  stdin: { contents: await allStyles(), loader: 'css', resolveDir: here('.'), sourcefile: 'console.css' },
  entryNames: 'assets/console-[hash]',
})
const preview = await build({
  ...common,
  entryPoints: [{ in: 'src/parts/preview/frame/frame.ts', out: 'preview' }],
  format: 'iife',
  entryNames: 'assets/[name]-[hash]',
})
const previewStyles = await build({
  ...common,
  entryPoints: [{ in: 'src/parts/preview/frame/frame.css', out: 'preview' }],
  entryNames: 'assets/[name]-[hash]',
})

const results = [pages, styles, preview, previewStyles]
const outputs = Object.assign({}, ...results.map(({ metafile }) => metafile.outputs))
const addressOf = path => path.replace(/^dist\//, '/')
const entryOf = ({ metafile }) =>
  Object.keys(metafile.outputs).find(path => /assets\/(console|preview)-/.test(path))
const [script, style, frameScript, frameStyle] = results.map(entryOf)
const firstLoad = [script, ...importsOf(script)]

for (const { outputFiles } of results) {
  for (const { path, contents } of outputFiles) await write(path.slice(dist.length + 1), contents)
}
await write(
  'index.html',
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Tyck</title>
<link rel="icon" href="${await icon()}">
<link rel="stylesheet" href="${addressOf(style)}">
${firstLoad
  .slice(1)
  .map(path => `<link rel="modulepreload" href="${addressOf(path)}">\n`)
  .join('')}<script type="module" src="${addressOf(script)}"></script>
</head>
<body>
<noscript>The console of Tyck needs JavaScript.</noscript>
</body>
</html>
`,
)
await write(
  'preview.html',
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Preview</title>
<link rel="stylesheet" href="${addressOf(frameStyle)}">
<script src="${addressOf(frameScript)}"></script>
<script async src="/tyck.js" data-key="pk_preview" data-storage="none" data-test="true" data-debug="false"></script>
</head>
<body></body>
</html>
`,
)
await writeFile(
  `${dist}/manifest.json`,
  `${JSON.stringify({ firstLoad: [...firstLoad, style].map(path => path.slice('dist/'.length)), inputs: inputs() }, null, 2)}\n`,
)

/**
 * esbuild puts what several pages share into a file for each set of them, which makes dozens. Where every page brings
 * in main.tsx, which is there already, all that main.tsx reaches has the same set and is one file.
 */
function onePart() {
  return {
    name: 'one-part',
    setup({ onLoad }) {
      onLoad({ filter: /src\/pages\/[^/]+\/\w+Page\.tsx$/ }, async ({ path }) => ({
        contents: `${await readFile(path, 'utf8')}\nimport '../../app/main.tsx'\n`,
        loader: 'tsx',
      }))
    },
  }
}

/** Every style sheet of src/: tokens first, then the shell, parts and pages, so that pages come last and win. */
async function allStyles() {
  const files = await readdir(here('src'), { recursive: true })
  const order = ['app/tokens.css', 'app/base.css', 'app/', 'parts/', 'pages/']
  const rank = file => order.findIndex(start => file.startsWith(start))
  return files
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => file.endsWith('.css') && !file.includes('/frame/'))
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
    .map(file => `@import './src/${file}';`)
    .join('\n')
}

/** What a file brings in as it starts, not what it may fetch later. */
function importsOf(path, found = new Set()) {
  for (const { path: next, kind } of outputs[path].imports) {
    if (kind !== 'import-statement' || found.has(next)) continue
    found.add(next)
    importsOf(next, found)
  }
  return [...found]
}

/** Bytes of each source in each file, which check-imports looks through for what no browser may load. */
function inputs() {
  return Object.fromEntries(
    Object.entries(outputs).map(([path, output]) => [
      path.slice('dist/'.length),
      Object.fromEntries(
        Object.entries(output.inputs).map(([input, { bytesInOutput }]) => [input, bytesInOutput]),
      ),
    ]),
  )
}

async function icon() {
  const contents = await readFile(here('src/app/icon.svg'))
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 8)
  await write(`assets/icon-${hash}.svg`, contents)
  return `/assets/icon-${hash}.svg`
}

async function write(path, contents) {
  const bytes = Buffer.from(contents)
  await writeFile(`${dist}/${path}`, bytes)
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }
  await writeFile(`${dist}/${path}.br`, await promisify(brotliCompress)(bytes, quality))
  await writeFile(`${dist}/${path}.gz`, await promisify(gzip)(bytes, { level: 9 }))
}
