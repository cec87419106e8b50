/**
 * Prints a link by which somebody who is locked out sets a new password: `node dist/resetPassword.js kim@shop.example`.
 * While there is no account it prints the set-up link, for a service that nobody watches start.
 */
import { email } from '@tyck/shared/admin/accounts'
import { type Config, readConfig } from './config.ts'
import { emailKey } from './domain/accounts/emailKey.ts'
import { makePasswordReset } from './domain/accounts/resetPassword.ts'
import { makeSetupToken } from './domain/accounts/setUp.ts'
import { findAccountByEmail } from './store/accounts.ts'
import { listProjects } from './store/projects.ts'
import type { Db } from './store/tables.ts'
import { tellError } from './tellError.ts'
import { findService } from './whereabouts.ts'
import { workOnDatabase } from './workOnDatabase.ts'

try {
  const config = readConfig(process.env)
  console.log(await workOnDatabase(config, db => linkFor(db, config, process.argv.slice(2))))
} catch (error) {
  tellError(error)
  process.exitCode = 1
}

async function linkFor(db: Db, config: Config, [address = '', ...more]: string[]): Promise<string> {
  const now = Date.now()
  const setup = await makeSetupToken(db, now)
  if (setup !== null) {
    const link = await linkTo(db, config, `/setup#${setup}`)
    return `There is no account yet. This link makes the first one, once, within 7 days:\n\n  ${link}\n`
  }
  if (!email.safeParse(address).success || more.length > 0) {
    throw new Error('Give the e-mail address of an account: resetPassword kim@shop.example')
  }
  const account = await findAccountByEmail(db, emailKey(address))
  if (!account) throw new Error('There is no account of this address')
  const { token } = await makePasswordReset(db, { accountId: account.id, by: 'service' }, now)
  const link = await linkTo(db, config, `/reset#${token}`)
  return `By this link ${account.name} sets a new password, once, within 24 hours. It ends all their sessions.\n\n  ${link}\n`
}

/** A link into the console: where it is configured to be, where a process on this data folder has it, or where it may be. */
async function linkTo(db: Db, { publicUrl, dataDir, port }: Config, path: string): Promise<string> {
  if (publicUrl !== null) return `${publicUrl}${path}`
  const [project] = await listProjects(db, 1)
  const found = project ? await findService(dataDir, project.publishableKey) : null
  if (found !== null) return `${found}${path}`
  const assumed = `http://localhost:${port || 4400}`
  return `${assumed}${path}

The address is assumed: ${assumed}. No service was found that runs on this data folder and database; where yours has
another address, put in that one, or set TYCK_PUBLIC_URL.`
}
