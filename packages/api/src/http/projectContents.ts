import { projectContents } from '@tyck/shared/admin/contents'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { countContents } from '../store/projectContents.ts'
import { adminRoute } from './adminRoute.ts'

/** The most responses that are counted: who deletes more knows enough. */
const most = 100_000

/** `GET /v1/project/contents`: what goes with a project that is deleted. */
export function projectContentsRoute(app: FastifyInstance, { db }: Context): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/project/contents',
    {
      schema: adminRoute('viewer', {
        operationId: 'countProjectContents',
        summary: 'How much the project has, all of which goes when it is deleted',
        tags: ['Project'],
        response: { 200: projectContents },
      }),
    },
    request => countContents(db, projectOf(request).id, most),
  )
}
