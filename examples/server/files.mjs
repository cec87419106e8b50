import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folders = ['shared', 'checkout', 'corner', 'strict', 'app']

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
 * @returns {ReadonlyMap<string, { path: string, type: string }>}
 */
export function listFiles() {
  const files = new Map()
  for (const path of ['index.html', 'not-found.html'].map(name => join(root, name))) add(path)
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true, recursive: true })) {
      if (entry.isFile()) add(join(entry.parentPath, entry.name))
    }
  }
  return files

  /** @param {string} path */
  function add(path) {
    const type = types[extname(path)]
    if (!type) return
    const address = `/${relative(root, path).split(sep).join('/')}`
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
