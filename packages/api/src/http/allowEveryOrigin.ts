import type { FastifyInstance } from 'fastify'
import { publicHeaders } from '../errors.ts'

/**
 * Lets every page call and read the routes of `app`. The widget's own requests need no preflight; who posts
 * `application/json` from a page gets one answered.
 */
export function allowEveryOrigin(app: FastifyInstance, ...urls: string[]): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(publicHeaders)
  })
  for (const url of urls) {
    app.options(url, { schema: { hide: true } }, (_request, reply) => {
      reply
        .code(204)
        .headers({
          'access-control-allow-methods': 'GET, POST',
          'access-control-allow-headers': 'Content-Type, If-None-Match',
          'access-control-max-age': '86400',
        })
        .send()
    })
  }
}
