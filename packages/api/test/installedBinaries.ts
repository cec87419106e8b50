import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from '../src/postgres/binaries.ts'

/** A version that is installed beside the embedded one, to test against as well. */
export function installedBinaries(major: number): Binaries | undefined {
  const bin = [
    `/usr/lib/postgresql/${major}/bin`,
    `/usr/pgsql-${major}/bin`,
    `/opt/homebrew/opt/postgresql@${major}/bin`,
  ].find(folder => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
  return bin ? { bin, locale: ['--locale=C'] } : undefined
}
