/**
 * Makes a project and prints its keys: `node dist/createProject.js "My shop"`, owned with `--owner kim@shop.example` by who
 * has that account. With `--new-key pk_…` makes a secret key for one that is there, for whoever has lost theirs.
 */
import { type Config, readConfig } from './config.ts'
import { emailKey } from './domain/accounts/emailKey.ts'
import { addKey } from './domain/keys/changeKeys.ts'
import { createProject } from './domain/keys/createProject.ts'
import { checkName } from './domain/publishing/checkName.ts'
import { newKeyDirections } from './newKeyDirections.ts'
import { projectDirections } from './projectDirections.ts'
import { findAccountByEmail } from './store/accounts.ts'
import { nobody } from './store/authors.ts'
import { insertMembership } from './store/memberships.ts'
import { findProjectByPublishableKey } from './store/projects.ts'
import type { Db } from './store/tables.ts'
import { tellError } from './tellError.ts'
import { findService } from './whereabouts.ts'
import { workOnDatabase } from './workOnDatabase.ts'

try {
  const work = workOf(process.argv.slice(2))
  const config = readConfig(process.env)
  console.log(await workOnDatabase(config, db => work(db, config)))
} catch (error) {
  tellError(error)
  process.exitCode = 1
}

type Work = (db: Db, config: Config) => Promise<string>

function workOf(args: string[]): Work {
  const [first = '', second = '', ...rest] = args
  if (first === '--new-key' && second.startsWith('pk_') && rest.length === 0) return newKey(second)
  const isName = checkName(first).length === 0 && !first.startsWith('--') && [...first].length <= 80
  if (isName && args.length === 1) return newProject(first, null)
  if (isName && second === '--owner' && rest.length === 1) return newProject(first, rest[0] ?? '')
  throw new Error(
    'Give the project a name of one line and at most 80 characters: createProject "My shop" [--owner kim@shop.example]. Or its ' +
      'publishable key, for another secret key: createProject --new-key pk_…',
  )
}

function newProject(name: string, owner: string | null): Work {
  return async (db, config) => {
    const account = owner === null ? null : await findAccountByEmail(db, emailKey(owner))
    if (account === undefined) throw new Error('There is no account of this address')
    const keys = await createProject(db, name)
    if (account) {
      const membership = {
        projectId: keys.id,
        accountId: account.id,
        role: 'owner',
        createdAt: new Date(),
      } as const
      await insertMembership(db, membership)
    }
    // This process serves nothing: where the one that does is, it has left in the data folder.
    const url = config.publicUrl ?? (await findService(config.dataDir, keys.publishableKey))
    const assumed = `http://localhost:${config.port || 4400}`
    return projectDirections(name, keys, url ?? assumed, url === null)
  }
}

function newKey(publishableKey: string): Work {
  return async db => {
    const project = await findProjectByPublishableKey(db, publishableKey, new Date())
    if (!project) throw new Error('There is no project with this publishable key')
    const made = await addKey(db, project.id, 'Made by npm run project', { now: Date.now(), by: nobody })
    if (made === 'too-many-keys') throw new Error('The project has too many keys: revoke some of them first')
    return newKeyDirections(project.name, made.key)
  }
}
