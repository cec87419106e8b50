import pg from 'pg'

/** The database cannot do it now, and may later: down, full, busy, read-only, or silent. */
export class DatabaseUnavailable extends Error {
  /** Whether the connection is of no more use. */
  readonly isLost: boolean

  constructor(cause: unknown) {
    super('The database is not available', { cause })
    this.name = 'DatabaseUnavailable'
    this.isLost = sqlStateOf(cause) === undefined
  }
}

/** It works, and so many queries wait for a connection that this one had no turn. */
export class TooManyQueries extends DatabaseUnavailable {}

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const classes = [
  '08', // connection
  '28', // refused at login
  '53', // out of disk, memory or connections
  '57', // shutting down, starting up, or cancelled by a timeout
  '58', // the disk failed
]
const states = [
  '25006', // read-only: a failover is under way
  '25P03', // idle in a transaction for too long
  '3D000', // the database is not there
  '40001', // serialization failure
  '40P01', // deadlock
  '55P03', // a lock was not to be had
]

/** Whether `error` of a query says that a later try may succeed. */
export function isUnavailable(error: unknown): boolean {
  const state = sqlStateOf(error)
  // No SQLSTATE: it did not come from Postgres but from the connection, or from waiting for it.
  return state === undefined || states.includes(state) || classes.includes(state.slice(0, 2))
}

/** Postgres's five-character error code (SQLSTATE); undefined where the error is not Postgres's own. */
export function sqlStateOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined
}
