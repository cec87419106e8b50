import { createServer } from 'node:http'
import { listFiles, readListed } from './files.mjs'
import { fillPage } from './fillPage.mjs'
import { readRows } from './readRows.mjs'
import { renderOrder } from './renderOrder.mjs'
import { createNonce, strictPolicy } from './strictPolicy.mjs'

const securityHeaders = { 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-cache' }

/**
 * The examples' server, not yet listening.
 *
 * @param {{ apiUrl: string, publicUrl: string, builds?: string }} config `apiUrl` is where this server reads rows,
 *   `publicUrl` where the pages load the script from; neither ends with a slash. `builds` is the folder in which each
 *   of the examples that are built has its build
 */
export function createExamples({ apiUrl, publicUrl, builds = 'dist' }) {
  const files = listFiles(builds)
  const scriptUrl = publicUrl.replace(/\/+$/, '')
  const server = createServer({ headersTimeout: 4_000, requestTimeout: 5_000 }, (request, response) => {
    answer(request).then(
      ({ status, headers, body }) => {
        if (typeof body === 'function') {
          response.writeHead(status, { ...securityHeaders, ...headers })
          return body(response)
        }
        response.writeHead(status, {
          ...securityHeaders,
          ...headers,
          'Content-Length': Buffer.byteLength(body),
        })
        response.end(body)
      },
      error => {
        console.error(error)
        response.writeHead(500, { ...securityHeaders, 'Content-Type': 'text/plain; charset=utf-8' })
        response.end('This page could not be read. The terminal says why.\n')
      },
    )
  })
  return server

  /** @param {import('node:http').IncomingMessage} request */
  async function answer(request) {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return text(405, 'Only GET and HEAD are answered here.\n', { Allow: 'GET, HEAD' })
    }
    const [path = '/', query = ''] = (request.url ?? '/').split('?')
    if (path === '/rows') return readRows(request, apiUrl, new URLSearchParams(query))
    if (files.has(path)) return page(path)
    if (files.has(`${path}/`)) return text(308, '', { Location: `${path}/` })
    // A single-page app has addresses that only its router knows.
    const [, app] = /^\/(app|react|vue)\/[a-z/]+$/.exec(path) ?? []
    if (app && files.has(`/${app}/`)) return page(`/${app}/`)
    return page('/not-found.html', 404)
  }

  /**
   * @param {string} path
   * @param {number} [status]
   */
  async function page(path, status = 200) {
    const file = await readListed(files, path)
    if (!file.type.startsWith('text/html')) {
      return { status, headers: { 'Content-Type': file.type }, body: file.body }
    }
    const nonce = createNonce()
    const body = await fillPage(file.body.toString('utf8'), { path, nonce, scriptUrl })
    if (path === '/react-ssr/') {
      return {
        status,
        headers: { 'Content-Type': file.type },
        body: await renderOrder(body, scriptUrl, builds),
      }
    }
    const policy = path === '/strict/' ? { 'Content-Security-Policy': strictPolicy(nonce, scriptUrl) } : {}
    return { status, headers: { 'Content-Type': file.type, ...policy }, body }
  }
}

/**
 * @param {number} status
 * @param {string} body
 * @param {Record<string, string>} headers
 */
function text(status, body, headers) {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers }, body }
}
