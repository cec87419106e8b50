import { slicesQuery, slicesReply } from '@tyck/shared/admin/slices'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { problem } from '../errors.ts'
import { readSlices } from '../store/slices.ts'
import { findTouchpoint } from '../store/touchpoints.ts'
import { adminRoute } from './adminRoute.ts'

/** `GET /v1/slices`: what `by` and the filters of scores and responses can name. */
export function slicesRoute(app: FastifyInstance, { db }: Context): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/slices',
    {
      schema: adminRoute('viewer', {
        operationId: 'getSlices',
        summary:
          'By what the newest responses can be told apart: channels, languages, metadata with their values',
        description:
          'What filters of scores and responses can name, and `by` of scores. Test responses are left out.',
        tags: ['Scores'],
        querystring: slicesQuery,
        response: { 200: slicesReply },
      }),
    },
    async request => {
      const { id: projectId } = projectOf(request)
      const { touchpoint: key } = request.query
      const touchpoint = key === undefined ? null : await findTouchpoint(db, projectId, key)
      if (touchpoint === undefined) throw problem('not-found', 'The project has no touchpoint of this key')
      return readSlices(db, projectId, touchpoint?.id ?? null)
    },
  )
}
