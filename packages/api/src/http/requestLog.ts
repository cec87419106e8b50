import type { FastifyInstance } from 'fastify'
import type { Context } from '../context.ts'

/**
 * Counts each request for `/metrics`, and says it in one line: the route's pattern, not its address, which holds keys and queries; no body, no
 * header, and not who called. What went well is said at `debug`, for a busy service would say nothing else; and so is
 * what was refused for now, of which there may be as many: createRefusalLog sums it up.
 */
export function requestLog(app: FastifyInstance, { metrics }: Context): void {
  app.addHook('onResponse', (request, reply, done) => {
    const line = {
      method: request.method,
      route: request.is404 ? null : request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    }
    const { statusCode } = reply
    metrics.answered(line.method, line.route ?? null, statusCode, reply.elapsedTime / 1_000)
    if (statusCode < 400) request.log.debug(line, 'request answered')
    else if (statusCode === 429 || statusCode === 503) request.log.debug(line, 'request refused')
    else request.log.info(line, 'request refused')
    done()
  })
}
