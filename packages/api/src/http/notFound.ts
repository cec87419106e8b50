import type { FastifyInstance, FastifyRequest } from 'fastify'
import { problem } from '../errors.ts'
import { addressPattern } from './addressPattern.ts'

/**
 * The answer where no route fits: 405 with `Allow` where the address has other methods, else 404. Call it before
 * the routes are registered, for it collects them.
 */
export function notFound(app: FastifyInstance): void {
  const routes: { pattern: RegExp; method: string }[] = []
  app.addHook('onRoute', ({ url, method }) => {
    for (const each of [method].flat()) routes.push({ pattern: addressPattern(url), method: each })
  })
  app.setNotFoundHandler((request: FastifyRequest) => {
    const path = request.url.split('?', 1)[0] ?? ''
    const allowed = new Set(routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))
    // A route may itself say that there is nothing here.
    if (allowed.size === 0 || allowed.has(request.method)) {
      throw problem('not-found', 'There is nothing at this address')
    }
    const allow = [...allowed].sort().join(', ')
    throw problem('method-not-allowed', `This address takes ${allow}`, { headers: { allow } })
  })
}
