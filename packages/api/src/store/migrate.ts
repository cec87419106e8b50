import { Kysely, Migrator, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import * as initial from './migrations/0001-initial.ts'
import * as views from './migrations/0002-views.ts'
import * as firstAnswer from './migrations/0003-first-answer.ts'
import * as settings from './migrations/0004-settings.ts'
import * as identitySecrets from './migrations/0005-identity-secrets.ts'
import * as respondents from './migrations/0006-respondents.ts'
import * as masking from './migrations/0007-masking.ts'
import * as erasures from './migrations/0008-erasures.ts'
import * as retention from './migrations/0009-retention.ts'
import * as auditLog from './migrations/0010-audit-log.ts'
import * as grading from './migrations/0011-grading.ts'
import * as checks from './migrations/0012-checks.ts'
import * as keys from './migrations/0013-keys.ts'
import * as countsByRules from './migrations/0014-counts-by-rules.ts'
import * as roomForUpdates from './migrations/0015-room-for-updates.ts'
import * as accounts from './migrations/0016-accounts.ts'
import * as drafts from './migrations/0017-drafts.ts'
import * as inbox from './migrations/0018-inbox.ts'
import * as refusedOrigins from './migrations/0019-refused-origins.ts'
import * as keyUse from './migrations/0020-key-use.ts'
import * as makers from './migrations/0021-makers.ts'
import * as rolesInTheLog from './migrations/0022-roles-in-the-log.ts'
import * as telling from './migrations/0023-telling.ts'
import * as imports from './migrations/0024-imports.ts'
import * as appliedConfigurations from './migrations/0025-applied-configurations.ts'
import * as sqlInterface from './migrations/0026-sql-interface.ts'
import * as changedAnswers from './migrations/0027-changed-answers.ts'
import * as alerts from './migrations/0028-alerts.ts'
import * as namedInEvents from './migrations/0029-named-in-events.ts'
import * as testsOfDestinations from './migrations/0030-tests-of-destinations.ts'
import type { Db } from './tables.ts'

// Named one by one, in order: the built file has no folder to look into.
const migrations = {
  '0001-initial': initial,
  '0002-views': views,
  '0003-first-answer': firstAnswer,
  '0004-settings': settings,
  '0005-identity-secrets': identitySecrets,
  '0006-respondents': respondents,
  '0007-masking': masking,
  '0008-erasures': erasures,
  '0009-retention': retention,
  '0010-audit-log': auditLog,
  '0011-grading': grading,
  '0012-checks': checks,
  '0013-keys': keys,
  '0014-counts-by-rules': countsByRules,
  '0015-room-for-updates': roomForUpdates,
  '0016-accounts': accounts,
  '0017-drafts': drafts,
  '0018-inbox': inbox,
  '0019-refused-origins': refusedOrigins,
  '0020-key-use': keyUse,
  '0021-makers': makers,
  '0022-roles-in-the-log': rolesInTheLog,
  '0023-telling': telling,
  '0024-imports': imports,
  '0025-applied-configurations': appliedConfigurations,
  '0026-sql-interface': sqlInterface,
  '0027-changed-answers': changedAnswers,
  '0028-alerts': alerts,
  '0029-named-in-events': namedInEvents,
  '0030-tests-of-destinations': testsOfDestinations,
}

/** The name of a migration. */
type Migration = keyof typeof migrations

/**
 * Brings the schema up to date; does nothing where it is. Of several processes that start at once one migrates
 * while the others wait.
 * @param last where to stop, for tests of the migrations after it
 * @throws Error where the database has migrations that this version doesn't know, or one of them fails
 */
export async function migrate(databaseUrl: string, last?: Migration): Promise<void> {
  // Its own connection, without the time limits that serving has: an index takes as long as it takes.
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1, connectionTimeoutMillis: 10_000 })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
      migrationTableSchema: 'tyck_internal',
    })
    const { error } = await (last ? migrator.migrateTo(last) : migrator.migrateToLatest())
    if (!error) return
    if ((await schemaState(db)) === 'newer') {
      throw new Error(
        'The database was brought up to date by a newer version: start that one, or restore a backup of this version',
        { cause: error },
      )
    }
    throw new Error('The database could not be migrated', { cause: error })
  } finally {
    await db.destroy()
  }
}

/**
 * What of the schema is there: nothing, less than this version's, just that, or migrations that this version doesn't know.
 */
export async function schemaState(db: Kysely<never> | Db): Promise<'none' | 'older' | 'same' | 'newer'> {
  const { rows: found } = await sql<{ isThere: boolean }>`
    select to_regclass('tyck_internal.kysely_migration') is not null as "isThere"
  `.execute(db)
  if (!found[0]?.isThere) return 'none'
  const { rows } = await sql<{ name: string }>`select name from tyck_internal.kysely_migration`.execute(db)
  // It is empty while the first service of a database migrates; migrating waits for that one.
  if (rows.length === 0) return 'none'
  if (rows.some(({ name }) => !(name in migrations))) return 'newer'
  return rows.length === Object.keys(migrations).length ? 'same' : 'older'
}

/** Whether every migration of this version is in. */
export async function isMigrated(db: Db): Promise<boolean> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  return Object.keys(migrations).every(name => rows.some(row => row.name === name))
}
