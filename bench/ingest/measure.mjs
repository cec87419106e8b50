import { cpus } from 'node:os'

/** @import { Server } from '../service/server.mjs' */
/** @import { Postgres } from '../service/postgres.mjs' */
/** @import { Target } from '../load/posts.mjs' */
/** @typedef {ReturnType<typeof import('../load/load.mjs').startClient>} Client */
/** @typedef {{ connections: number, seconds: number }} How */

/**
 * @typedef {object} Candidate either a server, or pgbench
 * @property {string} name
 * @property {Server} [server]
 * @property {(how: How) => Promise<{ rate: number, p50: number, p99: number }>} [pgbench]
 */

/**
 * @typedef {object} Round one candidate for some seconds
 * @property {number} rate requests a second
 * @property {number} p50 in milliseconds
 * @property {number} p99
 * @property {number} cpu of the server for each request, in microseconds; NaN where there is no server
 * @property {number} postgres the same of Postgres; NaN where that can't be told
 * @property {number} client the share of one core that the client took; NaN for pgbench
 * @property {number} others the share of the machine that was neither theirs nor idle; NaN for pgbench
 */

/** @typedef {{ name: string, connections: number, rounds: Round[] }} Found the same index is the same round. */

/**
 * @param {{ candidates: Candidate[], client: Client, target: Target, postgres: Postgres, connections: number[],
 *   rounds: number, seconds: number, warmRequests: number, say: (line: string) => void }} options
 * @returns {Promise<Found[]>}
 */
export async function measure(options) {
  const { candidates, client, target, postgres, connections, rounds, seconds, warmRequests, say } = options
  for (const { name, server } of candidates) {
    if (!server) continue
    say(`Warming up: ${name}`)
    const until = performance.now() + 60_000
    for (let sent = 0; sent < warmRequests && performance.now() < until; ) {
      sent += (await client.run({ target, port: server.port, connections: 64, warmMs: 0, ms: 1_000 }))
        .requests
    }
  }
  /** @type {Found[]} */
  const found = []
  for (const count of connections) {
    const some = candidates.map(({ name }) => ({
      name,
      connections: count,
      rounds: /** @type {Round[]} */ ([]),
    }))
    for (let round = 0; round < rounds; round++) {
      say(`${count} connections, round ${round + 1} of ${rounds}`)
      // Every round begins with another one, so that nobody is always measured after the same neighbour.
      for (let step = 0; step < candidates.length; step++) {
        const index = (step + round) % candidates.length
        const candidate = candidates[index]
        if (candidate) some[index]?.rounds.push(await measureOne(candidate, count))
      }
    }
    found.push(...some)
  }
  return found

  /** @param {Candidate} candidate @param {number} count @returns {Promise<Round>} */
  async function measureOne({ server, pgbench }, count) {
    const none = { cpu: Number.NaN, postgres: Number.NaN, client: Number.NaN, others: Number.NaN }
    if (pgbench) return { ...none, ...(await pgbench({ connections: count, seconds })) }
    if (!server) throw new Error('A candidate is a server or pgbench')
    /** @type {Promise<{ server: number, postgres: number, machine: number }>[]} */
    const used = []
    const measured = await client.run(
      { target, port: server.port, connections: count, warmMs: 500, ms: seconds * 1_000 },
      () => used.push(usedBy(server)),
    )
    const [before, after] = await Promise.all(used)
    if (!before || !after) throw new Error('The client measured nothing')
    if (measured.refused.length > 0) throw new Error(`It refused a post: ${measured.refused[0]}`)
    const { requests } = measured
    const ours = after.server - before.server + (after.postgres - before.postgres) + measured.cpuMs
    return {
      rate: requests / measured.seconds,
      p50: measured.p50,
      p99: measured.p99,
      cpu: ((after.server - before.server) / requests) * 1_000,
      postgres: ((after.postgres - before.postgres) / requests) * 1_000,
      client: measured.cpuMs / measured.seconds / 1_000,
      others: Math.max(0, after.machine - before.machine - ours) / measured.seconds / 1_000 / cpus().length,
    }
  }

  /** The processor time used so far, in milliseconds. @param {Server} server */
  async function usedBy(server) {
    const machine = cpus().reduce(
      (sum, { times }) => sum + times.user + times.nice + times.sys + times.irq,
      0,
    )
    return { server: await server.cpuMs(), postgres: postgres.cpuMs() ?? Number.NaN, machine }
  }
}
