import { createServer } from 'node:http'
import { brotliCompressSync, constants, gunzipSync } from 'node:zlib'
import { candidates, pageAlone } from './candidates.mjs'
import { posthogConfig, posthogFlags, posthogSurveys, surveysBody } from './canned.mjs'
import { hostPage } from './hostPage.mjs'

/** @typedef {{ path: string, nth: number }} Answer the post that held it: the `nth` to its path, from 0. */

/**
 * Serves the page on one origin and everything that is measured on another, over HTTP/1.1 with connections kept
 * alive. Bodies are compressed beforehand, all with brotli at its highest level, and nothing is computed for anybody.
 * @param {Map<string, string>} scripts by path
 * @param {number} port of the page; the service has the next one. 0 takes any two.
 */
export async function startServer(scripts, port) {
  const shop = await listen(port, pages)
  const service = await listen(port && port + 1, files)
  /** @type {Map<string, number>} how many posts have come, by path */
  let posts = new Map()
  /** @type {Answer | undefined} */
  let answer
  let open = 0
  let asked = false
  let quietSince = performance.now()

  /** @type {Map<string, { type: string, body: Buffer }>} */
  const bodies = new Map()
  /** @param {string} path @param {string} type @param {string} text */
  const keep = (path, type, text) => {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11 }
    bodies.set(path, { type, body: brotliCompressSync(text, { params }) })
  }
  for (const [path, text] of scripts) keep(path, 'text/javascript; charset=utf-8', text)
  const json = 'application/json'
  keep('/v1/projects/pk_bench/surveys', json, JSON.stringify(surveysBody))
  keep('/api/surveys/', json, JSON.stringify(posthogSurveys))
  keep('/array/phc_bench/config', json, JSON.stringify(posthogConfig))
  keep(
    '/array/phc_bench/config.js',
    'text/javascript; charset=utf-8',
    `(function(){window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{};window._POSTHOG_REMOTE_CONFIG.phc_bench={config:${JSON.stringify(posthogConfig)},siteApps:[]}})();`,
  )
  keep('/blank', 'text/html; charset=utf-8', '<!doctype html><title>Blank</title>')
  ;[pageAlone, ...candidates].forEach((candidate, index) => {
    const slot = 'slot' in candidate ? candidate.slot : undefined
    keep(`/${index}`, 'text/html; charset=utf-8', hostPage(candidate.head(service.origin), slot ?? ''))
  })

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} reply */
  function pages({ url = '' }, reply) {
    send(reply, bodies.get(url))
  }

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} reply */
  async function files(request, reply) {
    open++
    asked = true
    reply.once('close', () => {
      open--
      quietSince = performance.now()
    })
    const { pathname } = new URL(request.url ?? '', service.origin)
    reply.setHeader('Access-Control-Allow-Origin', '*')
    reply.setHeader('Timing-Allow-Origin', '*')
    if (request.method === 'OPTIONS') {
      reply.setHeader(
        'Access-Control-Allow-Headers',
        request.headers['access-control-request-headers'] ?? '*',
      )
      reply.setHeader('Access-Control-Allow-Methods', 'GET, POST')
      return reply.writeHead(204).end()
    }
    if (request.method !== 'POST') return send(reply, bodies.get(pathname))
    const nth = posts.get(pathname) ?? 0
    posts.set(pathname, nth + 1)
    const text = await textOf(request)
    const isAnswer = candidates.some(one => one.answers.test(pathname) && text.includes(one.saysAnswer))
    if (isAnswer) answer ??= { path: pathname, nth }
    reply.setHeader('Content-Type', json)
    reply.end(JSON.stringify(replyTo(pathname, text)))
  }

  return {
    shop: shop.origin,
    service: service.origin,
    /** For how long nothing more has been asked for, in milliseconds. */
    quietMs: () => (open > 0 || !asked ? 0 : performance.now() - quietSince),
    /** The answer since the last `forget`, once it has come. */
    answer: () => answer,
    forget() {
      answer = undefined
      posts = new Map()
      asked = false
    },
    async close() {
      await Promise.all([shop.close(), service.close()])
    },
  }
}

/** @param {string} path @param {string} text @returns {unknown} */
function replyTo(path, text) {
  if (path.startsWith('/flags')) return posthogFlags
  if (path !== '/v1/responses') return { status: 1 }
  /** @type {{ responses: { id: string }[] }} */
  const { responses } = JSON.parse(text)
  return { results: responses.map(({ id }) => ({ id, status: 'stored' })) }
}

/** @param {import('node:http').ServerResponse} reply @param {{ type: string, body: Buffer } | undefined} file */
function send(reply, file) {
  if (!file) return reply.writeHead(404).end()
  reply.writeHead(200, {
    'Content-Type': file.type,
    'Content-Encoding': 'br',
    'Content-Length': file.body.length,
    'Cache-Control': 'public, max-age=60',
  })
  reply.end(file.body)
}

/** What was posted, as text: posthog-js packs its own, and may say it in base64. @param {AsyncIterable<Buffer>} request */
async function textOf(request) {
  /** @type {Buffer[]} */
  const parts = []
  for await (const part of request) parts.push(part)
  const body = Buffer.concat(parts)
  if (body[0] === 0x1f && body[1] === 0x8b) return gunzipSync(body).toString()
  const text = body.toString()
  if (!text.startsWith('data=')) return text
  return Buffer.from(decodeURIComponent(text.slice(5)), 'base64').toString()
}

/** @param {number} port 0 takes any @param {import('node:http').RequestListener} listener */
async function listen(port, listener) {
  const server = createServer({ keepAliveTimeout: 60_000 }, listener)
  await new Promise(resolve => server.listen(port, '127.0.0.1', () => resolve(undefined)))
  const address = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve(undefined))
        server.closeAllConnections()
      }),
  }
}
