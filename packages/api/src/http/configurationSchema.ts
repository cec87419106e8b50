import { configurationSchema } from '@tyck/shared/admin/configurationSchema'
import type { FastifyInstance } from 'fastify'

/** `/config.schema.json`: with it an editor completes a `tyck.config.json`, and says what is wrong with it. */
export function configurationSchemaRoute(app: FastifyInstance): void {
  const schema = JSON.stringify(configurationSchema())
  app.get('/config.schema.json', { schema: { hide: true } }, async (_request, reply) => {
    // Editors in a browser fetch it, too.
    reply.headers({ 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' })
    return reply.type('application/schema+json; charset=utf-8').send(schema)
  })
}
