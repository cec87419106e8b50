import { join } from 'node:path'
import type { Config } from './config.ts'
import { startPostgres } from './postgres/startPostgres.ts'

/** Where the database is, and what is left to do when we go. */
export interface Located {
  databaseUrl: string
  leave: () => Promise<void>
}

/** The database of the configuration: the one it names, or the embedded one, started or adopted. */
export async function locateDatabase({ databaseUrl, dataDir }: Config): Promise<Located> {
  if (databaseUrl !== null) return { databaseUrl, leave: async () => {} }
  const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres') })
  return { databaseUrl: postgres.url, leave: () => postgres.stop() }
}
