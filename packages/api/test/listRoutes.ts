import type { FastifyInstance } from 'fastify'

/** Every route that Fastify knows, hidden ones too: `GET /v1/touchpoints/:key/history`. */
export function listRoutes(app: FastifyInstance): string[] {
  const path: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap(line => {
      const [, indent = '', part = '', methods = ''] = /^([│ ]*)[├└]── (\S+) \(([A-Z, ]+)\)$/.exec(line) ?? []
      if (part === '') return []
      path.splice(indent.length / 4, Number.POSITIVE_INFINITY, part)
      return methods.split(', ').map(method => `${method} ${path.join('')}`)
    })
    .filter(route => route !== 'OPTIONS *')
    .sort()
}
