import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Where a round keeps its data.
 * @typedef {object} DataFolder
 * @property {string} path
 * @property {boolean} isSmall whether it is a file system of its own, which `fill` can fill.
 * @property {() => void} fill leaves no byte free.
 * @property {() => void} empty gives back what `fill` took.
 * @property {() => void} remove
 */

/** Postgres takes 60 MB before the first row, with what it keeps of its log; a round's rows take some ten. */
const smallMb = 320

/**
 * Makes a folder; on a small file system of its own where that is wanted and this process may mount one. It does not
 * outlive us, also when we are killed: a shell waits for our end, ends what runs in the folder, and removes it.
 * @param {{ small: boolean }} options
 * @returns {DataFolder}
 */
export function makeDataFolder({ small }) {
  const path = mkdtempSync(join(tmpdir(), 'tyck-prove-'))
  // Postgres runs as another user where we are root; the cluster within stays closed to others.
  chmodSync(path, 0o755)
  const isSmall = small && mount(path)
  if (isSmall) chmodSync(path, 0o755)
  const dismiss = guard(path)
  const ballast = join(path, 'ballast')
  return {
    path,
    isSmall,
    fill() {
      const zeros = Buffer.alloc(65_536)
      const file = openSync(ballast, 'a')
      // Ever smaller pieces, until not one byte fits.
      for (let bytes = zeros.length; bytes >= 1; ) {
        try {
          writeSync(file, zeros, 0, bytes)
        } catch {
          bytes = Math.floor(bytes / 2)
        }
      }
      closeSync(file)
    },
    empty: () => rmSync(ballast, { force: true }),
    remove() {
      dismiss()
      if (isSmall) spawnSync('umount', ['-l', path])
      rmSync(path, { recursive: true, force: true })
    },
  }
}

/** @param {string} path */
function mount(path) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${smallMb}m`, 'tyck-prove', path]).status === 0
}

/** @param {string} path @returns {() => void} what calls it off. */
function guard(path) {
  if (process.platform === 'win32') return () => {}
  const script = [
    'read -r _',
    'kill -QUIT "$(head -n 1 "$1/postgres/data/postmaster.pid")" 2>/dev/null',
    'sleep 2',
    'umount -l "$1" 2>/dev/null',
    'rm -rf -- "$1"',
  ].join('; ')
  const shell = spawn('/bin/sh', ['-c', script, 'sh', path], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  shell.unref()
  return () => void shell.kill('SIGKILL')
}
