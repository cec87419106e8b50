import { driftQuery, touchpointDrift } from '@tyck/shared/admin/drift'
import { touchpointKey } from '@tyck/shared/contract/vocabulary'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { problem } from '../errors.ts'
import { readDrift } from '../store/metadataDrift.ts'
import { findTouchpoint } from '../store/touchpoints.ts'
import { adminRoute } from './adminRoute.ts'

const dayMs = 86_400_000

/** `GET /v1/touchpoints/{key}/drift`: where metadata were not as the touchpoint takes them. */
export function driftRoute(app: FastifyInstance, { db, clock, drift }: Context): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/touchpoints/:key/drift',
    {
      schema: adminRoute('viewer', {
        operationId: 'getTouchpointDrift',
        summary: 'Where metadata were not as the touchpoint takes them, by day',
        description:
          'Of touchpoints that say which metadata they take. Test responses are left out. Other processes are up to ' +
          'ten seconds behind.',
        tags: ['Touchpoints'],
        params: z.object({ key: touchpointKey }),
        querystring: driftQuery,
        response: { 200: touchpointDrift },
      }),
    },
    async request => {
      const { id: projectId } = projectOf(request)
      const touchpoint = await findTouchpoint(db, projectId, request.params.key)
      if (!touchpoint) throw problem('not-found', 'The project has no touchpoint of this key')
      await drift.write(projectId)
      const since = new Date(clock() - (request.query.days - 1) * dayMs).toISOString().slice(0, 10)
      const counts = await readDrift(db, projectId, touchpoint.id, since)
      const days = [...new Set(counts.map(({ day }) => day))].map(day => {
        const ofDay = counts.filter(count => count.day === day)
        return {
          day,
          responses: ofDay.find(({ kind }) => kind === 'looked-at')?.responses ?? 0,
          drift: ofDay.flatMap(({ kind, key, responses }) =>
            kind === 'looked-at' ? [] : [{ kind, key: key || null, responses }],
          ),
        }
      })
      return { days }
    },
  )
}
