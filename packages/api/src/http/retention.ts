import { retentionDue, retentionQuery } from '@tyck/shared/admin/retention'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { dueBefore } from '../domain/keeping/applyRetention.ts'
import { countDue } from '../store/retentionPreview.ts'
import { adminRoute } from './adminRoute.ts'

/** The most that is counted of each: who deletes more knows enough. */
const most = 10_000

/** `GET /v1/retention`: what would be deleted if the project kept responses for so long. */
export function retentionRoute(app: FastifyInstance, { db, clock }: Context): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/retention',
    {
      schema: adminRoute('viewer', {
        operationId: 'previewRetention',
        summary: 'How many responses would be deleted if they were kept for so long',
        description:
          `Each is counted up to ${most.toLocaleString('en')}, and no more than a bounded number of responses is looked ` +
          'at: `more` tells where there may be more.',
        tags: ['Project'],
        querystring: retentionQuery,
        response: { 200: retentionDue },
      }),
    },
    async request => {
      const { id } = projectOf(request)
      return countDue(db, id, dueBefore(request.query, clock()), most)
    },
  )
}
