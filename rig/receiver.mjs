import { createServer } from 'node:http'

/** @import { AddressInfo } from 'node:net' */

/**
 * A webhook's body, as far as the rig reads it.
 * @typedef {object} Told
 * @property {string} type
 * @property {string} timestamp
 * @property {{ id: string, seq: number, score: number | null, reasons: string[], comment: string | null,
 *   respondent: string }} data
 */

/** One in so many is not taken at first, as receivers are. */
const refusedEvery = 25

/**
 * Whom the projects' webhooks tell. It keeps everything that it is told, as somebody downstream would.
 */
export async function startReceiver() {
  /** All that was told, by project and the id of the response. @type {Map<string, Told[]>} */
  const told = new Map()
  /** Who was erased, by project. @type {Set<string>} */
  const erased = new Set()
  /** How often each event came, by its id. @type {Map<string, number>} */
  const times = new Map()
  /** @type {Set<string>} */
  const seen = new Set()
  let requests = 0
  let slowestMs = 0
  let observed = 0
  let observedSince = 0
  /** What happens instead of the next reply. @type {(() => void) | undefined} */
  let instead

  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', part => {
      text += part
    })
    request.on('error', () => {})
    request.on('end', () => {
      const [, project = ''] = request.url?.split('/') ?? []
      // It never says anything.
      if (project === 'dead') return
      requests += 1
      const id = String(request.headers['webhook-id'])
      see(id, JSON.parse(text))
      if (instead) {
        const act = instead
        instead = undefined
        keep(project, id, JSON.parse(text))
        return act()
      }
      if (requests % refusedEvery === 0 && !times.has(id)) return void response.writeHead(503).end()
      keep(project, id, JSON.parse(text))
      response.writeHead(204).end()
    })
  })

  /** Whether it is taken or not: what is refused comes again on its schedule. @param {string} id @param {Told} body */
  function see(id, { timestamp }) {
    const happenedAt = Date.parse(timestamp)
    if (seen.has(id)) return
    seen.add(id)
    if (happenedAt < observedSince) return
    observed += 1
    slowestMs = Math.max(slowestMs, Date.now() - happenedAt)
  }

  /** @param {string} project @param {string} id @param {Told} body */
  function keep(project, id, body) {
    const count = (times.get(id) ?? 0) + 1
    times.set(id, count)
    if (body.type === 'respondent.erased') erased.add(`${project}/${body.data.respondent}`)
    else {
      const key = `${project}/${body.data.id}`
      told.set(key, [...(told.get(key) ?? []), body])
    }
  }

  await new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const { port } = /** @type {AddressInfo} */ (server.address())

  return {
    told,
    erased,
    /** @param {string} path a project's id, or `dead` for an address where nobody answers. */
    urlOf: path => `http://127.0.0.1:${port}/${path}`,
    /** How many events came, and how many of them more than once. */
    counts: () => ({ events: times.size, again: [...times.values()].filter(count => count > 1).length }),
    /** Of what happened since the last time: how many events came, and how long after it happened the slowest did. */
    observe() {
      const result = { events: observed, slowestMs }
      observed = 0
      observedSince = Date.now()
      slowestMs = 0
      return result
    },
    /** Does something in place of the next reply: what was sent has arrived, and its sender does not know. @param {() => void} act */
    onNext(act) {
      instead = act
    },
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** @typedef {Awaited<ReturnType<typeof startReceiver>>} Receiver */
