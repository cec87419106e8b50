/**
 * Makes a role of Postgres that reads the views of the schema `tyck` and nothing else, and prints how to connect with it:
 * `node dist/makeReader.js metabase`. With `--drop metabase` the role is gone.
 */
import { randomBytes } from 'node:crypto'
import { readConfig } from './config.ts'
import { dropReader, makeReader } from './store/readers.ts'
import type { Db } from './store/tables.ts'
import { sqlStateOf } from './store/unavailable.ts'
import { tellError } from './tellError.ts'
import { workOnDatabase } from './workOnDatabase.ts'

const usage =
  'Give the role a name of lower-case letters, digits and _, which begins with a letter: makeReader metabase'

try {
  const config = readConfig(process.env)
  const work = workOf(process.argv.slice(2), config.databaseUrl === null)
  console.log(await workOnDatabase(config, work).catch(explain))
} catch (error) {
  tellError(error)
  process.exitCode = 1
}

function workOf(args: string[], isAlone: boolean): (db: Db, databaseUrl: string) => Promise<string> {
  const isDrop = args[0] === '--drop'
  const [name = '', ...rest] = isDrop ? args.slice(1) : args
  // Postgres keeps names that begin with pg_ to itself.
  if (!/^(?!pg_)[a-z][a-z0-9_]{0,62}$/.test(name) || rest.length > 0) throw new Error(usage)
  return isDrop ? db => drop(db, name) : (db, databaseUrl) => make(db, databaseUrl, name, isAlone)
}

async function make(db: Db, databaseUrl: string, name: string, isAlone: boolean): Promise<string> {
  const password = randomBytes(24).toString('base64url')
  if (!(await makeReader(db, { name, password, isAlone }))) {
    throw new Error(
      `There is a role ${name} already. Where it was made by this command, --drop ${name} first makes room for another`,
    )
  }
  const url = new URL(databaseUrl)
  url.username = name
  url.password = password
  return `Role             ${name}
                 It reads the views of the schema tyck, of every project of this database, and nothing else.
Password         ${password}
                 Keep it now: Postgres has only its hash, and nobody can show it again.
Connect with     ${url.href}

In docs/sql.md are queries to begin with. npm run reader -- --drop ${name} takes the role away.
`
}

async function drop(db: Db, name: string): Promise<string> {
  if (await dropReader(db, name))
    return `The role ${name} is gone. Who is connected with it stays so until they leave.\n`
  throw new Error(`There is no role ${name} that this command has made`)
}

/** @throws Error that says what to do where the service's own role may not make any */
function explain(error: unknown): never {
  const isForbidden = sqlStateOf(error) === '42501'
  throw isForbidden
    ? new Error(
        'The role of DATABASE_URL may not make roles, nor does the service need that. Run this command once with a role that may and that owns the views; or let somebody who may run the statements of docs/sql.md',
        { cause: error },
      )
    : error
}
