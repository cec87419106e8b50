import { sql } from 'kysely'
import { scramVerifier } from './scramVerifier.ts'
import type { Db } from './tables.ts'
import { inTransaction } from './transaction.ts'

/** What tells a role that was made here from all others: nobody else's is ever dropped. */
const mark = 'Reads the views of the schema tyck; made by npm run reader'

export interface ReaderInput {
  name: string
  password: string
  /** How long one statement may take, in milliseconds; a session may set another. */
  statementTimeoutMs?: number
  /**
   * Whether the database is the service's alone. Then only its own role makes temporary tables: Postgres gives that to everybody, and
   * takes it from everybody or nobody, other programs of the database too.
   */
  isAlone?: boolean
}

/**
 * Makes a role that reads the views of the schema `tyck`, those to come too, and nothing else.
 * @returns whether it was made: not where there is a role of this name
 */
export function makeReader(
  db: Db,
  { name, password, statementTimeoutMs = 30_000, isAlone = false }: ReaderInput,
): Promise<boolean> {
  const role = sql.ref(name)
  return inTransaction(db, async trx => {
    if (await findRole(trx, name)) return false
    await sql`create role ${role} login noinherit connection limit 5
      password ${sql.lit(scramVerifier(password))}`.execute(trx)
    await sql`comment on role ${role} is ${sql.lit(mark)}`.execute(trx)
    for (const [setting, value] of [
      ['default_transaction_read_only', 'on'],
      ['statement_timeout', `${statementTimeoutMs}ms`],
      ['lock_timeout', '2s'],
      ['idle_in_transaction_session_timeout', '60s'],
      ['search_path', 'tyck'],
    ] as const) {
      await sql`alter role ${role} set ${sql.raw(setting)} = ${sql.lit(value)}`.execute(trx)
    }
    await sql`grant usage on schema tyck to ${role}`.execute(trx)
    await sql`grant select on all tables in schema tyck to ${role}`.execute(trx)
    await sql`alter default privileges in schema tyck grant select on tables to ${role}`.execute(trx)
    if (isAlone) await keepTemporaryTables(trx)
    return true
  })
}

async function keepTemporaryTables(trx: Db): Promise<void> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(trx)
  const database = sql.ref(rows[0]?.name ?? '')
  await sql`revoke temporary on database ${database} from public`.execute(trx)
  await sql`grant temporary on database ${database} to current_user`.execute(trx)
}

/** Drops a role that was made here, with what it owns and may do in this database. @returns false where there is none of this name, or somebody else made it */
export function dropReader(db: Db, name: string): Promise<boolean> {
  const role = sql.ref(name)
  return inTransaction(db, async trx => {
    if ((await findRole(trx, name))?.mark !== mark) return false
    // Who made a role may not yet do for it what it may: it is a member for this transaction.
    await sql`grant ${role} to current_user`.execute(trx)
    await sql`drop owned by ${role}`.execute(trx)
    await sql`drop role ${role}`.execute(trx)
    return true
  })
}

async function findRole(db: Db, name: string): Promise<{ mark: string | null } | undefined> {
  const { rows } = await sql<{ mark: string | null }>`
    select shobj_description(oid, 'pg_authid') as mark from pg_roles where rolname = ${name}`.execute(db)
  return rows[0]
}
