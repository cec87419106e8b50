import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isLocal } from '../auth.ts'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import { problem } from '../errors.ts'

/**
 * `/metrics`: what this process counts, for Prometheus. With TYCK_METRICS_TOKEN it is for who brings it as Bearer;
 * without, for this machine, and nobody else sees that there is something.
 */
export function metricsRoute(app: FastifyInstance, { config, metrics }: Context): void {
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    requireReader(config, request)
    reply.header('cache-control', 'no-store').type(metrics.contentType)
    return metrics.text()
  })
}

function requireReader({ metricsToken }: Config, request: FastifyRequest): void {
  if (metricsToken === null) {
    if (isLocal(request)) return
    throw problem('not-found', 'There is nothing at this address')
  }
  const [, token = ''] = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '') ?? []
  if (timingSafeEqual(sha256(token), sha256(metricsToken))) return
  throw problem('unauthorized', 'Send the token for metrics as "Authorization: Bearer …"')
}

const sha256 = (text: string) => createHash('sha256').update(text).digest()
