/** A Fastify that parses the post as any Fastify would, stores nothing, and says that it did. */
import Fastify from 'fastify'

const app = Fastify()
app.addContentTypeParser('text/plain', { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'))
app.post('/v1/responses', async request => {
  const { responses } = /** @type {{ responses: { id: string }[] }} */ (request.body)
  return { results: responses.map(({ id }) => ({ id, status: 'stored' })) }
})
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })
process.send?.({ type: 'ready' })
