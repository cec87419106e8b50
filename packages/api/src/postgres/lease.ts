import pg from 'pg'

/** Held, shared, by every process that uses an embedded Postgres; "tyck" in ASCII. */
const inUse = 0x7479636b

/** A share in a running server. */
export interface Lease {
  /** Settles when the connection that holds the share breaks: the server has ended. */
  lost: Promise<void>
  /** Gives the share back; true where nobody else has one, so that the server is ours to stop. */
  giveBack(): Promise<boolean>
}

/**
 * Takes a share in the server. Postgres releases it by itself when a process is killed, so there is no count that
 * could go wrong.
 *
 * @returns undefined where somebody is about to stop the server.
 * @throws where the server can't be reached or doesn't accept the password.
 */
export async function takeLease(url: string): Promise<Lease | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000, query_timeout: 5000 })
  const lost = new Promise<void>(resolve => {
    client.once('end', resolve)
    client.on('error', () => resolve())
  })
  const ask = async (what: string): Promise<boolean> => {
    const { rows } = await client.query<{ ok: boolean }>(`select ${what}($1) as ok`, [inUse])
    return rows[0]?.ok === true
  }
  await client.connect()
  if (!(await ask('pg_try_advisory_lock_shared'))) {
    await client.end()
    return undefined
  }
  return {
    lost,
    async giveBack() {
      await ask('pg_advisory_unlock_shared')
      // Where this succeeds it is held until the server has ended, so that nobody new gets a share.
      const last = await ask('pg_try_advisory_lock')
      if (!last) await client.end()
      return last
    },
  }
}
