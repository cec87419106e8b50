import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import forms from '@tailwindcss/forms'
import { compile } from 'tailwindcss'

const require = createRequire(import.meta.url)

/** Bootstrap's style sheet, as pages link it. */
export const bootstrap = () => readFile(require.resolve('bootstrap/dist/css/bootstrap.css'), 'utf8')

/** Tailwind's reset of every element, with the plugin that resets every field. */
export async function tailwind(): Promise<string> {
  const { build } = await compile(
    '@layer theme, base; @import "tailwindcss/preflight.css" layer(base); @plugin "@tailwindcss/forms";',
    {
      async loadStylesheet(id) {
        const path = require.resolve(id)
        return { path, base: dirname(path), content: await readFile(path, 'utf8') }
      },
      loadModule: async (path, base) => ({ path, base, module: forms }),
    },
  )
  return build([])
}
