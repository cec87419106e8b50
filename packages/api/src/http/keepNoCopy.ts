import type { FastifyInstance } from 'fastify'

/** Tells caches and browsers to keep nothing of what the routes of `app` say: it is for who is let in. */
export function keepNoCopy(app: FastifyInstance): void {
  app.addHook('onSend', async (_request, reply, payload) => {
    reply.header('cache-control', 'no-store')
    return payload
  })
}
