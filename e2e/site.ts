import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll } from 'vitest'
import type { Browsing } from './browsing.ts'

/** Somebody's site: pages as tests need them, on an origin of their own. */
export interface Site {
  /**
   * Puts a page there and gives its address. `{{TYCK}}` stands for where the service is, `{{SCRIPT}}` for the script
   * tag of a site whose answers count.
   */
  page(html: string, headers?: Record<string, string>): string
}

/** The room that the manual asks a page to reserve. */
export const room = '<style>tyck-survey{display:block;min-block-size:11rem}</style>'

/** A slot for one touchpoint. */
export const slot = (touchpoint: string, attributes = '') =>
  `<tyck-survey touchpoint="${touchpoint}" ${attributes}></tyck-survey>`

/** A whole page around `body`, with the script and the room that a slot needs. */
export const pageOf = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title>
  <meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
  ${room}${head}{{SCRIPT}}</head><body>${body}</body></html>`

/** Call it within `describeInBrowser`, after `browsing`. */
export function site({ tyck }: Pick<Browsing, 'tyck'>): Site {
  const pages = new Map<string, { html: string; headers: Record<string, string> }>()
  const server = createServer((request, response) => {
    const found = pages.get(`${request.url}`.replace(/[?].*/, ''))
    if (!found) return response.writeHead(404).end()
    const script = `<script async src="${tyck().apiUrl}/tyck.js" data-key="pk_demo" data-test="false"></script>`
    const html = found.html.replaceAll('{{SCRIPT}}', script).replaceAll('{{TYCK}}', tyck().apiUrl)
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...found.headers }).end(html)
  })
  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    page(html, headers = {}) {
      const path = `/${pages.size}`
      pages.set(path, { html, headers })
      // Browsers take every name under localhost for this machine.
      return `http://shop.localhost:${(server.address() as AddressInfo).port}${path}`
    },
  }
}
