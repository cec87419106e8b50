import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Db, Tables } from './tables.ts'
import { DatabaseUnavailable, isUnavailable, TooManyQueries } from './unavailable.ts'

/** All times in milliseconds; a statement must fail in Postgres before the query fails here. */
export interface DatabaseOptions {
  /** Connections held at most. Default 10. */
  connections?: number
  /** How long to wait for a connection. Default 2,000. */
  connectMs?: number
  /** How many queries may wait for a connection; the next one fails at once. Default 500. */
  waiting?: number
  /** How long to wait for an answer; the connection is given up afterwards. Default 5,000. */
  queryMs?: number
  /** How long Postgres works on one statement. Default 4,000. */
  statementMs?: number
  /** How long Postgres waits for a lock. Default 2,000. */
  lockMs?: number
  /** Whether each statement is planned once a connection, for those that run few and often. Default false. */
  prepare?: boolean
}

export interface Database {
  db: Db
  /** Waits for what is under way, then closes every connection. */
  close: () => Promise<void>
}

/**
 * Opens a pool on `databaseUrl`; nothing connects before the first query. Table names resolve in `tyck_internal`.
 * Queries throw `DatabaseUnavailable` where a later try may succeed (`TooManyQueries` where it only has too much to do),
 * and Postgres's own error otherwise.
 */
export function openDatabase(databaseUrl: string, options: DatabaseOptions = {}): Database {
  const {
    connections = 10,
    connectMs = 2_000,
    waiting = 500,
    queryMs = 5_000,
    statementMs = 4_000,
    lockMs = 2_000,
    prepare = false,
  } = options
  // Set by a statement and not in the address: an address may have options of its own, and poolers refuse ours.
  const session = [
    'set search_path to tyck_internal',
    `set statement_timeout to ${Number(statementMs)}`,
    `set lock_timeout to ${Number(lockMs)}`,
    `set idle_in_transaction_session_timeout to ${Number(statementMs)}`,
    "set timezone to 'UTC'",
  ].join('; ')
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: connections,
    connectionTimeoutMillis: connectMs,
    query_timeout: queryMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'tyck',
    onConnect: async client => {
      await client.query(session)
    },
  })
  // A connection may break at any time, also between two queries of a transaction. The next query tells of it;
  // unheard, its error would end the process.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: honestPool(pool, { prepare, waiting }) }),
  })
  pools.set(db, pool)
  // Not by Kysely's own way: to whoever asks afterwards, that is a fault and no database that is away.
  return { db, close: () => pool.end() }
}

const pools = new WeakMap<Db, pg.Pool>()

/** How many connections the pool of `db` has, how many of them are at rest, and how many queries wait for one. */
export function poolStateOf(db: Db): { total: number; idle: number; waiting: number } {
  const { totalCount = 0, idleCount = 0, waitingCount = 0 } = pools.get(db) ?? {}
  return { total: totalCount, idle: idleCount, waiting: waitingCount }
}

/**
 * The pool as Kysely sees it. After a query that got no answer, pg keeps the connection and queues later queries
 * behind the lost one; here such a connection refuses at once and is thrown away when it is given back. And pg lets
 * any number wait for a connection; here the wait is as short as it can be, for those who would only time out.
 */
function honestPool(
  pool: pg.Pool,
  { prepare, waiting }: Required<Pick<DatabaseOptions, 'prepare' | 'waiting'>>,
) {
  async function connect() {
    if (pool.waitingCount >= waiting) {
      throw new TooManyQueries(new Error('too many queries wait for a connection'))
    }
    const client = await pool.connect().catch(cause => {
      throw cause.message === waitedTooLong ? new TooManyQueries(cause) : new DatabaseUnavailable(cause)
    })
    let lost: DatabaseUnavailable | null = null
    async function query(text: string, values: unknown[]) {
      if (lost) throw lost
      try {
        return await client.query(prepare ? { name: nameOf(text), text, values } : { text, values })
      } catch (error) {
        if (!isUnavailable(error)) throw error
        const unavailable = new DatabaseUnavailable(error)
        if (unavailable.isLost) lost = unavailable
        throw unavailable
      }
    }
    return { query, release: () => client.release(lost !== null) }
  }
  // Kysely asks for cursors too, which nothing here uses.
  return { connect, end: () => pool.end() } as unknown as pg.Pool
}

/** What pg says where every connection was in use; where a new one cannot be made it says other things. */
const waitedTooLong = 'timeout exceeded when trying to connect'

const names = new Map<string, string>()

/** The name that a prepared statement has on every connection. */
function nameOf(text: string): string {
  const name = names.get(text) ?? `tyck_${names.size + 1}`
  names.set(text, name)
  return name
}
