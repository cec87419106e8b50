import { affected, testsDeleted } from '@tyck/shared/admin/responses'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { deleteTests } from '../domain/answers/deleteTests.ts'
import { countTestResponses } from '../store/testResponses.ts'
import { adminRoute } from './adminRoute.ts'

/** Test responses, which count nowhere: how many there are, and away with them. */
export function testResponseRoutes(app: FastifyInstance, { db }: Context): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    '/v1/test-responses',
    {
      schema: adminRoute('viewer', {
        operationId: 'countTestResponses',
        summary: 'How many test responses there are',
        tags: ['Responses'],
        response: { 200: affected },
      }),
    },
    async request => ({ responses: await countTestResponses(db, projectOf(request).id) }),
  )

  routes.delete(
    '/v1/test-responses',
    {
      schema: adminRoute('owner', {
        operationId: 'deleteTestResponses',
        summary: 'Delete test responses, with their tags',
        description:
          'Up to 5,000 at once: go on until none is `left`. No score had them. One that is still on a screen may come ' +
          'again.',
        tags: ['Responses'],
        response: { 200: testsDeleted },
      }),
    },
    request => deleteTests(db, projectOf(request).id),
  )
}
