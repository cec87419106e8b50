/**
 * Prints a link by which somebody who is locked out sets a new password: `node dist/resetPassword.js kim@shop.example`.
 * While there is no account it prints the set-up link, for a service that nobody watches start.
 */
import { email } from '@tyck/shared/admin/accounts'
import { type Config, readConfig } from './config.ts'
import { emailKey } from './domain/accounts/emailKey.ts'
import { makePasswordReset } from './domain/accounts/resetPassword.ts'
import { makeSetupToken } from './domain/accounts/setUp.ts'
import { locateDatabase } from './locateDatabase.ts'
import { findAccountByEmail } from './store/accounts.ts'
import { openDatabase } from './store/database.ts'
import { migrate } from './store/migrate.ts'
import { listProjects } from './store/projects.ts'
import type { Db } from './store/tables.ts'
import { tellError } from './tellError.ts'
import { findService } from './whereabouts.ts'

try {
  const config = readConfig(process.env)
  const { databaseUrl, leave } = await locateDatabase(config)
  const { db, close } = openDatabase(databaseUrl, { connections: 1 })
  try {
    await migrate(databaseUrl)
    console.log(await linkFor(db, config, process.argv.slice(2)))
  } finally {
    await close()
    await leave()
  }
} catch (error) {
  tellError(error)
  process.exitCode = 1
}

async function linkFor(db: Db, config: Config, [address = '', ...more]: string[]): Promise<string> {
  const now = Date.now()
  const setup = await makeSetupToken(db, now)
  if (setup !== null) {
    return `There is no account yet. This link makes the first one, once, within 7 days:\n\n  ${await whereIs(db, config)}/setup#${setup}\n`
  }
  if (!email.safeParse(address).success || more.length > 0) {
    throw new Error('Give the e-mail address of an account: resetPassword kim@shop.example')
  }
  const account = await findAccountByEmail(db, emailKey(address))
  if (!account) throw new Error('There is no account of this address')
  const { token } = await makePasswordReset(db, { accountId: account.id, by: 'service' }, now)
  return `By this link ${account.name} sets a new password, once, within 24 hours. It ends all their sessions.\n\n  ${await whereIs(db, config)}/reset#${token}\n`
}

/** The address of the console: as it is configured, as a process on this data folder has it, or assumed. */
async function whereIs(db: Db, { publicUrl, dataDir, port }: Config): Promise<string> {
  if (publicUrl !== null) return publicUrl
  const [project] = await listProjects(db, 1)
  const found = project ? await findService(dataDir, project.publishableKey) : null
  return found ?? `http://localhost:${port || 4400}`
}
