import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url))
const require = createRequire(import.meta.url)
const dist = here('../../packages/widget/dist/')

/** @type {{ version: string, files: Record<string, string> }} */
export const manifest = JSON.parse(readFileSync(`${dist}manifest.json`, 'utf8'))

/**
 * Every script that is served, by its path: the widget as it was built, posthog-js as its npm package holds it, and
 * what has to be bundled, bundled and minified alike.
 * @returns {Promise<Map<string, string>>}
 */
export async function buildScripts() {
  /** @type {Map<string, string>} */
  const scripts = new Map()
  for (const file of Object.values(manifest.files)) {
    scripts.set(`/${file}`, readFileSync(`${dist}${file}`, 'utf8'))
  }
  // The first names no version; it asks for the second by its own.
  const posthog = { array: '/static/array.js', surveys: `/static/${versions()['posthog-js']}/surveys.js` }
  for (const [file, path] of Object.entries(posthog)) {
    scripts.set(path, readFileSync(require.resolve(`posthog-js/dist/${file}.js`), 'utf8'))
  }
  const { outputFiles } = await build({
    entryPoints: {
      'floor-plain': here('floors/plain.js'),
      'floor-preact': here('floors/preact.jsx'),
      'posthog-lean': here('peers/posthogLean.js'),
      sentry: here('peers/sentry.js'),
    },
    outdir: '/',
    write: false,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    jsx: 'transform',
    jsxFactory: 'h',
    legalComments: 'none',
    logLevel: 'error',
    // As the manual says for small bundles.
    define: { __SENTRY_DEBUG__: 'false', __SENTRY_TRACING__: 'false' },
    plugins: [inlineStyles()],
  })
  for (const { path, text } of outputFiles) scripts.set(`/${path.split(/[/\\]/).pop()}`, text)
  return scripts
}

/** The versions of what is compared. */
export function versions() {
  return Object.fromEntries(
    ['preact', 'posthog-js', '@sentry/browser'].map(name => {
      // Some packages don't let their manifest be imported, so it is read.
      const path = here(`../node_modules/${name}/package.json`)
      return [name, JSON.parse(readFileSync(path, 'utf8')).version]
    }),
  )
}

/** A style sheet as minified text. @returns {import('esbuild').Plugin} */
function inlineStyles() {
  return {
    name: 'inline-styles',
    setup({ onLoad }) {
      onLoad({ filter: /\.css$/ }, async ({ path }) => {
        const { outputFiles } = await build({ entryPoints: [path], minify: true, write: false })
        return { contents: outputFiles[0]?.text.trim() ?? '', loader: 'text' }
      })
    },
  }
}
