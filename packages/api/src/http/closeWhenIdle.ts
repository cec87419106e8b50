import type { FastifyInstance } from 'fastify'

/**
 * Stops in time although callers keep their connections: Node closes those that are idle when it stops, and then
 * waits for the others to become idle and go by themselves, which they do a minute later.
 */
export function closeWhenIdle(app: FastifyInstance): void {
  let isStopping = false
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isStopping) reply.header('connection', 'close')
    done(null, payload)
  })
  app.addHook('preClose', async () => {
    isStopping = true
    const sweep = setInterval(() => app.server.closeIdleConnections(), 100).unref()
    app.server.once('close', () => clearInterval(sweep))
  })
}
