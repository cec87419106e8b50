import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { createPosts } from '../load/posts.mjs'

/** @import { Target } from '../load/posts.mjs' */
/** @typedef {{ what: string, reply: string, count: number, isExpected: boolean }} Outcome */

/**
 * Pages and others that call the service, at an even pace. Most post what they should; some of every hundred read the
 * surveys, send what no page would, or hang up.
 * @param {Target} target
 * @param {number} port
 * @param {number} rate requests a second
 */
export function startVisitors(target, port, rate) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const posts = Array.from({ length: 20 }, (_, page) => createPosts(target)(page))
  /** @type {Map<string, Outcome>} */
  const outcomes = new Map()
  /** @type {Set<Promise<void>>} */
  const underWay = new Set()
  let sent = 0
  let etag = ''

  /** Of a hundred: the first below whose number a request comes. @type {[below: number, visit: () => Promise<void>][]} */
  const visits = [
    [80, () => say('a post', ['200'], post(nextBody()))],
    [84, () => say('surveys', ['200'], get(surveysPath))],
    [88, () => say('surveys that are known', ['200', '304'], get(surveysPath, { 'if-none-match': etag }))],
    [90, () => say('a body that is no JSON', ['400'], post('{"key":"pk_demo","responses":[{'))],
    [91, () => say('a body that is too large', ['413', 'hung up'], post(`{"key":"${'x'.repeat(20_000)}"}`))],
    [92, () => say('a key that opens nothing', ['401'], post('{"key":"pk_nobody","responses":[{}]}'))],
    [
      93,
      () =>
        say(
          'a survey that nobody published',
          ['200'],
          post(nextBody().replace(/"surveyId":"\w{8}/, '"surveyId":"00000000')),
        ),
    ],
    [
      94,
      () =>
        say('a state that is none', ['200'], post('{"key":"pk_demo","responses":[{"id":7},null,[],"x"]}')),
    ],
    [95, () => say('an address that is none', ['404'], get(`/v1/${'x'.repeat(sent % 900)}`))],
    [
      96,
      () =>
        say(
          'a secret key that opens nothing',
          ['401'],
          get('/v1/responses', { authorization: 'Bearer sk_nobody' }),
        ),
    ],
    [97, () => say('bytes that are not HTTP', ['400'], raw('TYCK 1\r\n\r\n', false))],
    [
      99,
      () =>
        say(
          'a request that breaks off',
          ['hung up'],
          raw(posts[0]?.().slice(0, 200 + (sent % 800)) ?? '', true),
        ),
    ],
    [100, () => say('a reply that nobody waits for', ['hung up'], raw(posts[1]?.() ?? '', true))],
  ]
  const surveysPath = `/v1/projects/${target.key}/surveys?locale=sv-SE`

  const startedAt = performance.now()
  const pace = setInterval(() => {
    const due = ((performance.now() - startedAt) * rate) / 1_000
    // Where the service stands still, what waits is bounded here; what is left out for that counts as a fault.
    for (; sent < due; sent += 1) {
      if (underWay.size >= 500) {
        say('a visit', [], Promise.resolve('left out: 500 are under way'))
        continue
      }
      const place = (sent * 37) % 100
      const visit = visits.find(([below]) => place < below)?.[1]
      if (!visit) continue
      const done = visit().finally(() => underWay.delete(done))
      underWay.add(done)
    }
  }, 10)

  return {
    /** Waits for what is under way. @returns {Promise<Outcome[]>} what became of all of them */
    async stop() {
      clearInterval(pace)
      await Promise.all(underWay)
      agent.destroy()
      return [...outcomes.values()].sort((a, b) => b.count - a.count)
    },
  }

  /** @param {string} what @param {string[]} expected @param {Promise<string>} replied */
  async function say(what, expected, replied) {
    const reply = await replied
    const key = `${what}: ${reply}`
    const outcome = outcomes.get(key) ?? { what, reply, count: 0, isExpected: expected.includes(reply) }
    outcome.count += 1
    outcomes.set(key, outcome)
  }

  /** The body of the next post, in Latin-1. */
  function nextBody() {
    return posts[sent % posts.length]?.().split('\r\n\r\n')[1] ?? ''
  }

  /** @param {string} body in Latin-1 */
  function post(body) {
    const headers = { origin: 'https://shop.example', 'content-type': 'text/plain;charset=UTF-8' }
    return call('POST', '/v1/responses', headers, Buffer.from(body, 'latin1'))
  }

  /** @param {string} path @param {Record<string, string>} [headers] */
  function get(path, headers = {}) {
    return call('GET', path, headers)
  }

  /** @param {string} method @param {string} path @param {Record<string, string>} headers @param {Buffer} [body] @returns {Promise<string>} the status */
  function call(method, path, headers, body) {
    return new Promise(resolve => {
      const asking = request({ agent, port, host: '127.0.0.1', method, path, headers }, reply => {
        if (path === surveysPath) etag = String(reply.headers.etag)
        reply.resume()
        reply.once('end', () => resolve(String(reply.statusCode)))
        reply.once('error', () => resolve('hung up'))
      })
      asking.once('error', () => resolve('hung up'))
      asking.end(body)
    })
  }

  /** Sends bytes over a connection of its own. @param {string} bytes in Latin-1 @param {boolean} hangsUp at once @returns {Promise<string>} the status */
  function raw(bytes, hangsUp) {
    return new Promise(resolve => {
      let reply = ''
      const socket = connect({ port, host: '127.0.0.1' }, () => {
        socket.write(bytes, 'latin1', () => {
          if (hangsUp) socket.destroy()
        })
      })
      socket.on('data', text => {
        reply += text
      })
      socket.once('error', () => {})
      socket.once('close', () => resolve(/^HTTP\/1\.1 (\d+)/.exec(reply)?.[1] ?? 'hung up'))
    })
  }
}
