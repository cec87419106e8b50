import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildWorkspace } from './build.mjs'
import { Failure } from './failure.mjs'
import { postgresFolder, root } from './paths.mjs'
import { onInterrupt } from './processes.mjs'

/**
 * Runs something with the address of the database: DATABASE_URL, or the embedded one, which is started for as long
 * as it takes where it isn't running.
 * @template T
 * @param {(url: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withDatabase(work) {
  if (process.env.DATABASE_URL) return work(process.env.DATABASE_URL)
  if (!existsSync(postgresFolder)) {
    throw new Failure(
      `There is no database in ${postgresFolder} yet: npm start makes it. Or set DATABASE_URL.`,
    )
  }
  const postgres = await joinPostgres()
  onInterrupt(async () => {
    await postgres.stop()
    return 130
  })
  try {
    return await work(postgres.url)
  } finally {
    await postgres.stop()
  }
}

/** Ends the embedded Postgres that a killed API left; not where somebody else uses it. */
export async function endLeftPostgres() {
  if (process.env.DATABASE_URL || !existsSync(postgresFolder)) return
  const postgres = await joinPostgres()
  await postgres.stop()
}

async function joinPostgres() {
  const built = join(root, 'packages/api/dist/postgres/startPostgres.js')
  // What is there will do: a query must not fail because the widget is being worked on.
  if (!existsSync(built)) await buildWorkspace()
  const { startPostgres } = await import(pathToFileURL(built).href)
  return startPostgres({ dataDir: postgresFolder })
}
