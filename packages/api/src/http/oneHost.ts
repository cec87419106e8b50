import type { FastifyInstance } from 'fastify'
import { problem } from '../errors.ts'

/**
 * Refuses a request without a Host, or with two (https://www.rfc-editor.org/rfc/rfc9112#section-3.2): a proxy in front
 * may go by one of them and we by the other.
 */
export function requireOneHost(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ raw }, reply) => {
    // Node keeps the first of several under `headers`.
    const hosts = raw.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length
    if (hosts === 1 || (hosts === 0 && raw.httpVersion !== '1.1')) return
    reply.header('connection', 'close')
    throw problem(
      'malformed-request',
      hosts === 0 ? 'The request has no Host' : 'The request has several Hosts',
    )
  })
}
