/** Makes a project and prints its keys: `node dist/createProject.js "My shop"`. */
import { readConfig } from './config.ts'
import { createProject } from './domain/createProject.ts'
import { locateDatabase } from './locateDatabase.ts'
import { openDatabase } from './store/database.ts'
import { migrate } from './store/migrate.ts'
import { tellError } from './tellError.ts'

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
    const { publishableKey, secretKey } = await createProject(db, name)
    // This process serves nothing, and cannot know where the one that does was told to.
    const url = config.publicUrl ?? `http://localhost:${config.port || 4400}`
    const assumed = config.publicUrl
      ? ''
      : `
The address is assumed: ${url}. Where the service has another, put in that one, or set TYCK_PUBLIC_URL.
`
    console.log(`Project          ${name}
Publishable key  ${publishableKey}
Secret key       ${secretKey}
                 Keep it now: only its hash is stored, and nobody can show it again.

In your pages:
  <script async src="${url}/tyck.js" data-key="${publishableKey}"></script>

From your programs:
  curl -H "Authorization: Bearer ${secretKey}" ${url}/v1/touchpoints
${assumed}`)
  } finally {
    await close()
    await leave()
  }
} catch (error) {
  tellError(error)
  process.exitCode = 1
}
