/** Prints the OpenAPI document: what `/openapi.json` answers, without a database and without a service. */
import { buildApp } from './app.ts'
import { readConfig } from './config.ts'
import { openDatabase } from './store/database.ts'

// Nobody connects to it: the document says what routes are there, and asks none of them.
const databaseUrl = 'postgres://nobody@127.0.0.1:1/nothing'
const config = readConfig({
  TYCK_DEMO: 'off',
  LOG_LEVEL: 'silent',
  TYCK_SECRET: 'The secret of a service that never serves',
})
const { db, close } = openDatabase(databaseUrl)
const app = await buildApp({ config, db, databaseUrl, clock: Date.now })
process.stdout.write((await app.inject('/openapi.json')).body)
await app.close()
await close()
