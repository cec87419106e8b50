import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { join } from 'node:path'
import { isNamedForGood } from './http/widgetFiles.ts'
import { makeFolder } from './postgres/makeFolder.ts'

/** How many builds are kept, the one in use among them. */
const most = 5
/** A copy that was not finished in this time, in milliseconds, never will be: its process was killed. */
const unfinishedMs = 3_600_000

/**
 * Keeps a copy of the widget in `widgetDir` under `keptDir`, where the last five builds stay that a service was
 * started with. A page that holds the loader of an earlier one, or pins its one-file build, finds its files there.
 * @returns the folders of the other builds, the latest first
 * @throws Error where the folder cannot be written
 */
export function keepWidget(widgetDir: string, keptDir: string, now: number): string[] {
  makeFolder(keptDir)
  const current = nameOf(widgetDir)
  if (current !== null) {
    const target = join(keptDir, current)
    if (!existsSync(target)) copy(widgetDir, target)
    // A build that is gone back to is the latest again.
    utimesSync(target, now / 1000, now / 1000)
  }
  const folders = readdirSync(keptDir)
    .map(name => ({ name, path: join(keptDir, name), usedAt: usedAtOf(join(keptDir, name)) }))
    .sort((one, other) => other.usedAt - one.usedAt)
  for (const { name, path, usedAt } of folders) {
    if (name.endsWith('.part') && usedAt < now - unfinishedMs) rmSync(path, { recursive: true, force: true })
  }
  const builds = folders.filter(({ name }) => !name.endsWith('.part'))
  for (const { path } of builds.slice(most)) rmSync(path, { recursive: true, force: true })
  return builds
    .slice(0, most)
    .filter(({ name }) => name !== current)
    .map(({ path }) => path)
}

/** A build's name: its version, and a hash of what it consists of, for a version has many builds until its release. */
function nameOf(widgetDir: string): string | null {
  const path = join(widgetDir, 'manifest.json')
  if (!existsSync(path)) return null
  const manifest = readFileSync(path, 'utf8')
  const { version } = JSON.parse(manifest)
  return `${version}-${createHash('sha256').update(manifest).digest('hex').slice(0, 10)}`
}

/** Copies beside and then moves, so that nobody finds half a build; another process may have been faster. */
function copy(widgetDir: string, target: string): void {
  const part = `${target}.${process.pid}.part`
  makeFolder(part)
  for (const name of readdirSync(widgetDir)) {
    if (name === 'manifest.json' || isNamedForGood(name.replace(/\.(?:br|gz)$/, ''))) {
      copyFileSync(join(widgetDir, name), join(part, name))
    }
  }
  try {
    renameSync(part, target)
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
}

/** When a build was last started, in milliseconds since 1970; long ago where another process has just removed it. */
function usedAtOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
