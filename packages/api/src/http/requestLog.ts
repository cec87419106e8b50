import type { FastifyInstance } from 'fastify'
import type { Context } from '../context.ts'

/**
 * Counts each request for `/metrics`, and says it in one line: the route's pattern, not its address, which holds keys and queries; no body, no
 * header, and not who called. What went well is said at `debug`, for a busy service would say nothing else; and so is
 * what was refused for now, of which there may be as many: createRefusalLog sums it up.
 */
export function requestLog(app: FastifyInstance, { metrics, config }: Context): void {
  const saysAll = ['debug', 'trace'].includes(config.logLevel)
  app.addHook('onResponse', (request, reply, done) => {
    const { method, log } = request
    const { statusCode: status, elapsedTime } = reply
    const route = request.is404 ? null : (request.routeOptions.url ?? null)
    metrics.answered(method, route, status, elapsedTime / 1_000)
    done()
    if (!saysAll && status < 400) return
    const line = { method, route, status, ms: Math.round(elapsedTime * 10) / 10 }
    if (status < 400) log.debug(line, 'request answered')
    else if (status === 429 || status === 503) log.debug(line, 'request refused')
    else log.info(line, 'request refused')
  })
}
