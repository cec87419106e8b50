import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'

/** The file's text, or undefined where there is no such file. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Writes a file that only we may read, whole or not at all, also when the power fails. */
export function writeDurably(path: string, text: string): void {
  const unfinished = writeBeside(path, text)
  renameSync(unfinished, path)
  syncFolder(dirname(path))
}

/** Like `writeDurably` where the file isn't there yet; returns the text that stands in the file at the end. */
export function writeOnce(path: string, text: string): string {
  const unfinished = writeBeside(path, text)
  try {
    // A link, unlike a rename, fails where the name is taken: of two processes the first one wins.
    linkSync(unfinished, path)
    syncFolder(dirname(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(unfinished)
  }
  return readFileSync(path, 'utf8')
}

/** Makes names within a folder durable: a file's own fsync says nothing of its name. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

function writeBeside(path: string, text: string): string {
  const unfinished = `${path}.${process.pid}`
  const handle = openSync(unfinished, 'w', 0o600)
  writeFileSync(handle, text)
  fsyncSync(handle)
  closeSync(handle)
  return unfinished
}
