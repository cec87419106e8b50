/** Makes a project and prints its keys: `node dist/createProject.js "My shop"`. */
import { readConfig } from './config.ts'
import { createProject } from './domain/createProject.ts'
import { locateDatabase } from './locateDatabase.ts'
import { projectDirections } from './projectDirections.ts'
import { openDatabase } from './store/database.ts'
import { migrate } from './store/migrate.ts'
import { tellError } from './tellError.ts'
import { findService } from './whereabouts.ts'

const [name = '', ...rest] = process.argv.slice(2)

try {
  if (name.trim() === '' || [...name].length > 80 || rest.length > 0) {
    throw new Error('Give the project a name of at most 80 characters: createProject "My shop"')
  }
  const config = readConfig(process.env)
  const { databaseUrl, leave } = await locateDatabase(config)
  const { db, close } = openDatabase(databaseUrl, { connections: 1 })
  try {
    await migrate(databaseUrl)
    const keys = await createProject(db, name)
    // This process serves nothing: where the one that does is, it has left in the data folder.
    const url = config.publicUrl ?? (await findService(config.dataDir, keys.publishableKey))
    const assumed = `http://localhost:${config.port || 4400}`
    console.log(projectDirections(name, keys, url ?? assumed, url === null))
  } finally {
    await close()
    await leave()
  }
} catch (error) {
  tellError(error)
  process.exitCode = 1
}
