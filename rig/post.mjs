import { get, request } from 'node:http'

/** @import { Agent } from 'node:http' */

/**
 * What came back. @typedef {object} Reply
 * @property {number} status
 * @property {string | undefined} retryAfter
 * @property {any} body undefined where it is no JSON.
 */

/** How long a page waits before it takes a post for lost, in milliseconds. */
const patienceMs = 8_000

/**
 * Posts to `/v1/responses` as a page would.
 * @param {{ port: number, agent: Agent }} to
 * @param {unknown} body
 * @param {string} forwardedFor who it comes from, as the proxies in front tell it.
 * @returns {Promise<Reply | undefined>} undefined where no whole reply came.
 */
export function post({ port, agent }, body, forwardedFor) {
  return new Promise(resolve => {
    const text = JSON.stringify(body)
    const sent = request({
      host: '127.0.0.1',
      port,
      agent,
      method: 'POST',
      path: '/v1/responses',
      headers: {
        'content-type': 'text/plain',
        'content-length': Buffer.byteLength(text),
        origin: 'https://shop.example',
        'x-forwarded-for': forwardedFor,
      },
    })
    const patience = setTimeout(() => sent.destroy(), patienceMs)
    const settle = (/** @type {Reply | undefined} */ reply) => {
      clearTimeout(patience)
      resolve(reply)
    }
    sent.on('error', () => settle(undefined))
    sent.on('close', () => settle(undefined))
    sent.on('response', reply => {
      let received = ''
      reply.setEncoding('utf8')
      reply.on('data', part => {
        received += part
      })
      reply.on('error', () => settle(undefined))
      reply.on('end', () => {
        if (!reply.complete) return settle(undefined)
        settle({
          status: reply.statusCode ?? 0,
          retryAfter: reply.headers['retry-after'],
          body: parse(received),
        })
      })
    })
    sent.end(text)
  })
}

/**
 * Asks whether the process lives, which it knows without its database.
 * @param {{ port: number, agent: Agent }} to
 * @returns {Promise<boolean>}
 */
export function ping({ port, agent }) {
  return new Promise(resolve => {
    const asked = get({ host: '127.0.0.1', port, agent, path: '/livez' }, reply => {
      reply.resume()
      reply.on('close', () => resolve(reply.complete))
    })
    asked.setTimeout(patienceMs, () => asked.destroy())
    asked.on('error', () => resolve(false))
    asked.on('close', () => resolve(false))
  })
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
