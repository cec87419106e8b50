import {
  touchpoint,
  touchpointList,
  touchpointOrder,
  touchpointStateInput,
} from '@tyck/shared/admin/touchpoints'
import { touchpointKey } from '@tyck/shared/contract/vocabulary'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { orderJourney } from '../domain/publishing/orderJourney.ts'
import { setState } from '../domain/publishing/setState.ts'
import { adminRoute, mayRefuse, takesRevision } from './adminRoute.ts'
import { refuse } from './refuse.ts'
import { actOf, done, knownRevision, tellRevision } from './revision.ts'

/** Where a touchpoint stands in the journey, and whether it asks. */
export function journeyRoutes(app: FastifyInstance, { db, clock, changes }: Context): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.put(
    '/v1/touchpoints',
    {
      schema: adminRoute('editor', {
        operationId: 'orderTouchpoints',
        summary: 'Put the touchpoints in the order of the journey',
        tags: ['Touchpoints'],
        body: touchpointOrder,
        response: { 200: touchpointList },
      }),
    },
    async request => {
      const { id } = projectOf(request)
      const ordered = await orderJourney(db, id, request.body.order)
      if ('faults' in ordered) {
        refuse(ordered.faults)
        return { touchpoints: [] }
      }
      changes.announce(id)
      return { touchpoints: ordered }
    },
  )

  routes.put(
    '/v1/touchpoints/:key/state',
    {
      schema: adminRoute('editor', {
        operationId: 'setTouchpointState',
        ...takesRevision('optional'),
        ...mayRefuse('conflict-version'),
        summary: 'Let a touchpoint ask, pause it, or archive it',
        description:
          'Pages learn of it within about a minute. To pause publishes rules. What is archived keeps its responses; ' +
          'those shown before are still taken, and it can be taken back.',
        tags: ['Touchpoints'],
        params: z.object({ key: touchpointKey }),
        body: touchpointStateInput,
        response: { 200: touchpoint },
      }),
    },
    async (request, reply) => {
      const { id } = projectOf(request)
      const { key } = request.params
      const { state } = request.body
      const known = knownRevision(request)
      const saved = done(await setState(db, id, key, state, actOf(request, clock), known))
      changes.announce(id)
      return tellRevision(reply, saved)
    },
  )
}
