import {
  deliveriesQuery,
  type delivery,
  deliveryPage,
  replayed,
  replayInput,
  testResult,
} from '@tyck/shared/admin/destinations'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { projectOf } from '../auth.ts'
import { publicUrlOf } from '../config.ts'
import type { Context } from '../context.ts'
import { createSealing } from '../domain/keys/sealing.ts'
import { createReach } from '../domain/telling/reach.ts'
import { replay } from '../domain/telling/replay.ts'
import { sendTest, testsAnHour } from '../domain/telling/sendTest.ts'
import { problem } from '../errors.ts'
import { type DeliveryRow, listDeliveries, retryDelivery } from '../store/deliveries.ts'
import { findDestination } from '../store/destinations.ts'
import { adminRoute } from './adminRoute.ts'
import { noDestination } from './destinations.ts'
import { invalid } from './refuse.ts'

const id = z.uuid().describe("The destination's id")
const params = z.strictObject({ id })
const endOfTime = '9999-12-31T00:00:00Z'

/** What was sent to a destination, and what came of it; and to send it again. */
export function deliveryRoutes(app: FastifyInstance, { config, db }: Context): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const delivering = {
    db,
    sealing: createSealing(config.secret),
    reach: createReach(config.privateDestinations),
    mail: config.mail,
    publicUrl: publicUrlOf(config),
    attemptMs: config.limits.attemptMs,
  }

  /** @throws 404 where the project has none */
  async function find(projectId: string, destinationId: string) {
    const found = await findDestination(db, projectId, destinationId)
    if (!found) throw noDestination()
    return found
  }

  routes.get(
    '/v1/destinations/:id/deliveries',
    {
      schema: adminRoute('viewer', {
        operationId: 'listDeliveries',
        summary: 'What was sent to a destination, newest first, a page at a time',
        description:
          'Of the last 30 days. What was sent is not kept: it was read from the response as it was sent.',
        tags: ['Destinations'],
        params,
        querystring: deliveriesQuery,
        response: { 200: deliveryPage },
      }),
    },
    async request => {
      const { id: projectId } = projectOf(request)
      await find(projectId, request.params.id)
      const { state, cursor: before, limit } = request.query
      const rows = await listDeliveries(db, projectId, request.params.id, { state, before, limit: limit + 1 })
      const page = rows.slice(0, limit)
      return {
        deliveries: page.map(toDelivery),
        next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
      }
    },
  )

  routes.post(
    '/v1/destinations/:id/deliveries/:deliveryId/retry',
    {
      schema: adminRoute('owner', {
        operationId: 'retryDelivery',
        summary: 'Have something sent again, now',
        description: 'Whatever came of it before, and with all attempts that a new one has.',
        tags: ['Destinations'],
        params: z.strictObject({ id, deliveryId: z.uuid().describe("The delivery's id") }),
        response: { 204: z.null().describe('It waits to be sent') },
      }),
    },
    async (request, reply) => {
      const { id: destinationId, deliveryId } = request.params
      const isFound = await retryDelivery(db, projectOf(request).id, destinationId, deliveryId)
      if (!isFound) {
        throw problem('not-found', 'The destination has no delivery of this id that can be sent again')
      }
      return reply.code(204).send(null)
    },
  )

  routes.post(
    '/v1/destinations/:id/test',
    {
      config: { turns: 'tests' },
      schema: adminRoute('owner', {
        operationId: 'testDestination',
        summary: 'Send an example now, and tell what came of it',
        description:
          'Of the type `test`. Once, whatever state the destination is in; it takes up to 15 seconds. Ten an hour, and ' +
          'forty of a project; two of a project at a time.',
        tags: ['Destinations'],
        params,
        response: { 200: testResult },
      }),
    },
    async request => {
      const outcome = await sendTest(delivering, await find(projectOf(request).id, request.params.id))
      if (!('retryAfterMs' in outcome)) return outcome
      const { ofDestination, ofProject } = testsAnHour
      throw problem(
        'too-many-requests',
        `A destination is tested ${ofDestination} times an hour at most, and those of a project ${ofProject} times`,
        { retryAfterSeconds: Math.ceil(outcome.retryAfterMs / 1_000) },
      )
    },
  )

  routes.post(
    '/v1/destinations/:id/replay',
    {
      schema: adminRoute('owner', {
        operationId: 'replayEvents',
        summary: 'Send what happened in a time again',
        description:
          'What the destination tells by its events and filters as they are now, each event under the id that it had. ' +
          'An event is there where a destination of the project was on and told its type when it happened.',
        tags: ['Destinations'],
        params,
        body: replayInput,
        response: { 202: replayed },
      }),
    },
    async (request, reply) => {
      const found = await find(projectOf(request).id, request.params.id)
      const from = new Date(request.body.from)
      const until = new Date(request.body.until ?? endOfTime)
      if (from >= until) {
        throw invalid([{ pointer: '/from', code: 'invalid-value', expected: 'a moment before `until`' }])
      }
      return reply.code(202).send({ events: await replay(db, found, { from, until }) })
    },
  )
}

function toDelivery(row: DeliveryRow & { type: string | null }): z.output<typeof delivery> {
  return {
    id: row.id,
    kind: row.kind,
    type: row.type,
    eventId: row.event_id,
    responseId: row.response_id,
    state: row.state,
    status: row.status,
    error: row.error,
    attempts: row.attempts,
    createdAt: row.created_at.toISOString(),
    dueAt: row.state === 'waiting' ? row.due_at.toISOString() : null,
    settledAt: row.settled_at?.toISOString() ?? null,
    tries: row.tries,
  }
}
