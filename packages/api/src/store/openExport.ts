import type { Kysely, RawBuilder } from 'kysely'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { withLiterals } from './literals.ts'
import type { Db } from './tables.ts'
import { DatabaseUnavailable, isUnavailable } from './unavailable.ts'

/** A connection of its own that sees the database as it is at one moment. */
export interface ExportConnection {
  /** The oldest transaction that was still under way: all before it are seen, or came to nothing. */
  xmin: string
  /** The first that had not begun. */
  xmax: string
  /** Which database it is; another one after it was restored, or after another server took over. */
  database: string
  query<T>(query: RawBuilder<T>): Promise<T[]>
  /** About how many rows the query gives, by what Postgres knows of the table. */
  estimate(query: RawBuilder<unknown>): Promise<number>
  /** What `copy (query) to stdout with options` writes, as fast as it is taken. */
  copy(query: RawBuilder<unknown>, options: string): AsyncGenerator<Buffer>
  /** Cancels what is under way and closes the connection. May be called at any time, and again. */
  end(): Promise<void>
}

export interface ExportOptions {
  /** Whose clocks times are told by. */
  timeZone: string
  /** How long a statement may take, in milliseconds; reading of all that is exported is one. */
  statementMs: number
}

const connectMs = 2_000
/** For what comes before the rows. */
const queryMs = 5_000

/** @throws DatabaseUnavailable where there is no connection to be had */
export async function openExport(
  db: Db,
  databaseUrl: string,
  { timeZone, statementMs }: ExportOptions,
): Promise<ExportConnection> {
  const settings = {
    connectionString: databaseUrl,
    connectionTimeoutMillis: connectMs,
    application_name: 'tyck export',
    keepAlive: true,
  }
  const client = new pg.Client(settings)
  // Whatever it breaks by, the query under way tells of it.
  client.on('error', () => {})
  let ended: Promise<void> | null = null
  let isCopying = false
  let pid = 0

  const textOf = (query: RawBuilder<unknown>) => withLiterals(query.compile(db as Kysely<unknown>))

  async function ask<T>(text: string): Promise<T[]> {
    // Not known to the types; a line that is not answered any more must not keep us.
    const timed = { text, query_timeout: queryMs } as pg.QueryConfig
    const { rows } = await client.query(timed).catch(error => {
      throw isUnavailable(error) ? new DatabaseUnavailable(error) : error
    })
    return rows
  }

  async function close() {
    if (isCopying) await cancel(settings, pid)
    // While a query is under way this cuts the line.
    await client.end().catch(() => {})
  }

  function end() {
    ended ??= close()
    return ended
  }

  try {
    await client.connect().catch(error => {
      throw new DatabaseUnavailable(error)
    })
    const database = await databaseOf(ask)
    await ask(
      [
        'set search_path to tyck_internal',
        `set timezone to ${pg.escapeLiteral(timeZone)}`,
        `set statement_timeout to ${Number(statementMs)}`,
        // Whoever forgets it. No sooner: a slow reader may still take what Postgres has long sent.
        `set idle_in_transaction_session_timeout to ${Number(statementMs)}`,
        'set lock_timeout to 2000',
        // Others need the processors too.
        'set max_parallel_workers_per_gather to 0',
        'set jit to off',
        'begin isolation level repeatable read read only',
      ].join('; '),
    )
    const [now] = await ask<Now>(nowSql)
    if (!now) throw new Error('Postgres told no snapshot')
    pid = now.pid
    return {
      ...now,
      database,
      query: query => ask(textOf(query)),
      async estimate(query) {
        const [row] = await ask<Explained>(`explain (format json) ${textOf(query)}`)
        return row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
      },
      async *copy(query, options) {
        isCopying = true
        try {
          yield* client.query(copyTo(`copy (${textOf(query)}) to stdout with ${options}`))
          isCopying = false
        } catch (error) {
          throw isUnavailable(error) ? new DatabaseUnavailable(error) : error
        }
      },
      end,
    }
  } catch (error) {
    await end()
    throw error
  }
}

interface Now {
  pid: number
  xmin: string
  xmax: string
}

interface Explained {
  'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }]
}

const nowSql = `
  select pg_backend_pid() as pid, pg_snapshot_xmin(now)::text as xmin, pg_snapshot_xmax(now)::text as xmax
  from pg_current_snapshot() as now`

/**
 * Its system and timeline: a server that takes over, or goes back in time, begins another one, and gives the same numbers
 * to other changes. Where a provider keeps these to itself, the number of the database has to do.
 */
async function databaseOf(ask: <T>(text: string) => Promise<T[]>): Promise<string> {
  const system = `
    select (select system_identifier from pg_control_system()) || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8)
      as database`
  const number = `select oid || '/00000000' as database from pg_database where datname = current_database()`
  const [row] = await ask<{ database: string }>(system).catch(() => ask<{ database: string }>(number))
  return row?.database ?? ''
}

/** Over another connection, as Postgres has it. What cannot be cancelled ends when its line is cut. */
async function cancel(settings: pg.ClientConfig, pid: number): Promise<void> {
  const other = new pg.Client({ ...settings, query_timeout: connectMs })
  other.on('error', () => {})
  try {
    await other.connect()
    await other.query('select pg_cancel_backend($1)', [pid])
  } catch {
    // The database is away, and with it what was under way.
  } finally {
    await other.end().catch(() => {})
  }
}
