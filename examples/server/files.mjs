import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folders = ['shared', 'checkout', 'corner', 'strict', 'gallery', 'app']
/** Examples that their own tool builds, by the folder in which it leaves what a browser loads. */
const built = { react: '', vue: '', 'react-ssr': 'client' }

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/**
 * Every address that is a file, listed once at the start: what isn't on the list isn't there, so that a path
 * is only ever looked up and there is nothing to traverse. `index.html` stands under its folder's address.
 *
 * @param {string} builds the folder in each example that its build is in; what isn't built isn't there
 * @returns {ReadonlyMap<string, { path: string, type: string }>}
 */
export function listFiles(builds) {
  const files = new Map()
  for (const path of ['index.html', 'not-found.html'].map(name => join(root, name))) add(path)
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true, recursive: true })) {
      if (entry.isFile()) add(join(entry.parentPath, entry.name))
    }
  }
  for (const [example, folder] of Object.entries(built)) {
    const base = join(root, example, builds, folder)
    if (!existsSync(base)) continue
    for (const entry of readdirSync(base, { withFileTypes: true, recursive: true })) {
      const path = join(entry.parentPath, entry.name)
      if (entry.isFile()) add(path, join(root, example, relative(base, path)))
    }
  }
  return files

  /**
   * @param {string} path
   * @param {string} [standsFor] the path that its address is made of, where it is another one
   */
  function add(path, standsFor = path) {
    const type = types[extname(path)]
    if (!type) return
    const address = `/${relative(root, standsFor).split(sep).join('/')}`
    files.set(address.replace(/\/index\.html$/, '/'), { path, type })
  }
}

/**
 * The file at an address that is on the list, read anew each time, so that an edit shows on reload.
 *
 * @param {ReturnType<typeof listFiles>} files
 * @param {string} address
 */
export async function readListed(files, address) {
  const file = files.get(address)
  if (!file) throw new Error(`${address} is not on the list of files`)
  return { type: file.type, body: await readFile(file.path) }
}
