import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { writeOnce } from './postgres/durableFile.ts'
import { makeFolder } from './postgres/makeFolder.ts'

/**
 * The secret that encrypts others at rest. Without a database of one's own it is made at the first start, and kept
 * in the data directory, where only the owner may read it.
 * @throws Error where there is a DATABASE_URL and no secret: instances that share a database need the same one, and
 *   a copy made here would be lost with the machine
 */
export function secretOf({ secret, databaseUrl, dataDir }: Config): string {
  if (secret !== null) return secret
  if (databaseUrl !== null) {
    throw new Error('The configuration is not usable: TYCK_SECRET must be set where DATABASE_URL is')
  }
  makeFolder(dataDir)
  return writeOnce(join(dataDir, 'secret'), randomBytes(32).toString('base64url'))
}
