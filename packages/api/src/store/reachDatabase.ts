import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { sqlStateOf } from './unavailable.ts'

/** How long to wait between two tries, in milliseconds. */
const pauseMs = 500
/** How long one try may take, in milliseconds. */
const tryMs = 5_000

interface Patience {
  /** For how long to try again where that may help, in milliseconds. Default 0. */
  waitMs?: number
  signal?: AbortSignal
  /** Is told once, when the first try was in vain and there will be others. */
  onWait?: (error: Error) => void
}

/**
 * Resolves once the database lets us in. One that is not up yet, or not to be found yet, is waited for; a wrong password
 * stays wrong.
 * @throws Error that says what is wrong with the address or the database, its cause Postgres's or the network's; or the
 *   signal's reason
 */
export async function reachDatabase(databaseUrl: string, patience: Patience = {}): Promise<void> {
  const { waitMs = 0, signal, onWait } = patience
  const until = performance.now() + waitMs
  for (let isFirst = true; ; isFirst = false) {
    const fault = await knock(databaseUrl)
    signal?.throwIfAborted()
    if (!fault) return
    if (!fault.mayPass || performance.now() >= until) throw fault.error
    if (isFirst) onWait?.(fault.error)
    // An abort is told by the line after.
    await delay(pauseMs, undefined, signal && { signal }).catch(() => {})
    signal?.throwIfAborted()
  }
}

interface Fault {
  error: Error
  /** Whether it may be gone at the next try. */
  mayPass: boolean
}

async function knock(databaseUrl: string): Promise<Fault | null> {
  let client: pg.Client
  try {
    client = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: tryMs,
      query_timeout: tryMs,
      application_name: 'tyck',
    })
  } catch (cause) {
    // A file that it names is not there, say of a certificate.
    return { error: new Error('DATABASE_URL cannot be used', { cause }), mayPass: false }
  }
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query("select current_setting('server_encoding') as encoding")
    const encoding = rows[0]?.encoding
    if (encoding === 'UTF8') return null
    const remedy = "create database … encoding 'UTF8' template template0"
    return {
      error: new Error(`The database is encoded in ${encoding}, and must be in UTF8: ${remedy}`),
      mayPass: false,
    }
  } catch (error) {
    return faultOf(error)
  } finally {
    await client.end().catch(() => {})
  }
}

/** The codes of a network, or a socket, where nobody is yet. */
const absent = ['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT', 'EPIPE', 'ETIMEDOUT']

// https://www.postgresql.org/docs/current/errcodes-appendix.html
function faultOf(cause: unknown): Fault {
  const fault = (message: string, mayPass = false) => ({ error: new Error(message, { cause }), mayPass })
  const { code = '', message = '' } = cause as { code?: string; message?: string }
  const state = sqlStateOf(cause)
  if (state?.startsWith('28')) return fault('Postgres refuses the user or the password of DATABASE_URL')
  if (state === '3D000') return fault('Postgres has no database of the name in DATABASE_URL')
  if (state?.startsWith('57') || state?.startsWith('53')) {
    return fault('Postgres is there and takes no connections now', true)
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return fault('The host of DATABASE_URL is not known (# / ? @ of a password are percent-encoded)', true)
  }
  // What pg says of its own accord has no code.
  if (absent.includes(code) || /timeout|terminated/i.test(message)) {
    return fault(`Postgres does not answer at the host and port of DATABASE_URL${code && ` (${code})`}`, true)
  }
  return fault('The database of DATABASE_URL could not be opened')
}
