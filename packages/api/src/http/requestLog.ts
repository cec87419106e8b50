import type { FastifyInstance } from 'fastify'

/**
 * One line for each request: the route's pattern, not its address, which holds keys and queries; no body, no
 * header, and not who called. What went well is said at `debug`, for a busy service would say nothing else.
 */
export function requestLog(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const line = {
      method: request.method,
      route: request.is404 ? null : request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    }
    if (reply.statusCode >= 400) request.log.info(line, 'request refused')
    else request.log.debug(line, 'request answered')
  })
}
