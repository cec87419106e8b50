import type { FastifyInstance } from 'fastify'
import { problem } from '../errors.ts'

/**
 * Refuses a request without a Host, or with two (https://www.rfc-editor.org/rfc/rfc9112#section-3.2): a proxy in front
 * may go by one of them and we by the other.
 */
export function requireOneHost(app: FastifyInstance): void {
  app.addHook('onRequest', ({ raw }, reply, done) => {
    const hosts = countHosts(raw.rawHeaders)
    if (hosts === 1 || (hosts === 0 && raw.httpVersion !== '1.1')) return done()
    reply.header('connection', 'close')
    done(
      problem('malformed-request', hosts === 0 ? 'The request has no Host' : 'The request has several Hosts'),
    )
  })
}

/** Node keeps the first of several under `headers`; here names and values take turns. */
function countHosts(rawHeaders: readonly string[]): number {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? ''
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1
  }
  return hosts
}
