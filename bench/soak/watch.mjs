import { readdirSync } from 'node:fs'
import pg from 'pg'

/** @import { Server } from '../service/server.mjs' */
/** @import { Sample } from './judge.mjs' */

const megabyte = 2 ** 20

/**
 * Looks after a server, over a connection to its database that is not its own.
 * @param {Server} server
 * @param {string} databaseUrl
 */
export async function startWatching(server, databaseUrl) {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  /** @type {Sample[]} */
  const samples = []
  return {
    samples,
    async sample() {
      const { rss, heapUsed, external } = await server.memory()
      const { rows } = await client.query(
        "select count(*)::int as count from pg_stat_activity where application_name = 'tyck'",
      )
      const sample = {
        rss: rss / megabyte,
        heap: heapUsed / megabyte,
        outside: external / megabyte,
        descriptors: descriptorsOf(server.pid),
        connections: rows[0].count,
      }
      samples.push(sample)
      return sample
    },
    stop: () => client.end(),
  }
}

/** @param {number} pid */
function descriptorsOf(pid) {
  return process.platform === 'linux' ? readdirSync(`/proc/${pid}/fd`).length : Number.NaN
}
