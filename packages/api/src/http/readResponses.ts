import { responsePage, responsesQuery } from '@tyck/shared/admin/responses'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { readResponses } from '../store/readResponses.ts'
import { adminRoute } from './adminRoute.ts'
import { pageOf, positionOf } from './page.ts'
import { toResponse } from './toResponse.ts'

/** `GET /v1/responses`: the responses as they stand, newest showing first, a page at a time. */
export function readResponsesRoute(app: FastifyInstance, { db }: Context): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/responses',
    {
      schema: adminRoute('viewer', {
        operationId: 'listResponses',
        summary: 'Read responses, newest showing first, a page at a time',
        tags: ['Responses'],
        querystring: responsesQuery,
        response: { 200: responsePage },
      }),
    },
    async request => {
      const { id: projectId } = projectOf(request)
      const { cursor, ...query } = request.query
      const after = cursor === undefined ? null : positionOf(projectId, cursor)
      // One more than asked for tells whether there is a next page.
      const rows = await readResponses(db, projectId, { ...query, limit: query.limit + 1 }, after)
      const { page, next } = pageOf(projectId, rows, query.limit)
      return { responses: page.map(toResponse), next }
    },
  )
}
