import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it; does nothing where it is there. Node's own `recursive` never comes back where a folder
 * cannot be made in one that is there and the system says ENOENT, as below /proc.
 * @throws Error that says which folder could not be made
 */
export function makeFolder(path: string): void {
  if (isFolder(path)) return
  const above = dirname(path)
  if (above !== path) makeFolder(above)
  try {
    mkdirSync(path)
  } catch (cause) {
    // Another process may have made it meanwhile.
    if (!isFolder(path)) throw new Error(`The folder ${path} could not be made`, { cause })
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
