import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/**
 * Stops in time although callers keep their connections: Node closes those that are idle when it stops, and then
 * waits for the others to become idle and go by themselves, which they do a minute later. Those on which nothing
 * was ever sent (browsers open some in advance) are not idle to Node at all.
 */
export function closeWhenIdle(app: FastifyInstance): void {
  const sockets = new Set<Socket>()
  let isStopping = false
  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isStopping) reply.header('connection', 'close')
    done(null, payload)
  })
  app.addHook('preClose', async () => {
    isStopping = true
    const sweep = setInterval(() => {
      app.server.closeIdleConnections()
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
    }, 100).unref()
    app.server.once('close', () => clearInterval(sweep))
  })
}
