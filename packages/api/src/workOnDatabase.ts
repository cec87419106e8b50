import type { Config } from './config.ts'
import { locateDatabase } from './locateDatabase.ts'
import { openDatabase } from './store/database.ts'
import { migrate, schemaState } from './store/migrate.ts'
import { reachDatabase } from './store/reachDatabase.ts'
import type { Db } from './store/tables.ts'

/**
 * Runs what a command does on the database of the configuration. Only an empty one gets the schema here: an older one may
 * have a service on it, which must not be migrated away under.
 * @throws Error where the database cannot be had, or its schema is not this version's
 */
export async function workOnDatabase<T>(
  config: Config,
  work: (db: Db, databaseUrl: string) => Promise<T>,
): Promise<T> {
  const { databaseUrl, leave } = await locateDatabase(config)
  try {
    await reachDatabase(databaseUrl)
    const { db, close } = openDatabase(databaseUrl, { connections: 1 })
    try {
      const state = await schemaState(db)
      if (state === 'none') await migrate(databaseUrl)
      if (state === 'older') {
        throw new Error(
          'The database is of an older version than this command. Use the command of the version that runs on it; or ' +
            'start the service of this version, which brings the database up to date, and try again',
        )
      }
      if (state === 'newer') {
        throw new Error(
          'The database is of a newer version than this command. Use the command of the version that runs on it',
        )
      }
      return await work(db, databaseUrl)
    } finally {
      await close()
    }
  } finally {
    await leave()
  }
}
