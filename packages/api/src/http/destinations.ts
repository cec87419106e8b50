import {
  destination,
  destinationInput,
  destinationList,
  destinationStateInput,
  mostDestinations,
  newDestination,
  newSigningSecret,
} from '@tyck/shared/admin/destinations'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { projectOf } from '../auth.ts'
import { publicUrlOf } from '../config.ts'
import type { Context } from '../context.ts'
import { createSealing } from '../domain/keys/sealing.ts'
import { checkName } from '../domain/publishing/checkName.ts'
import {
  addDestination,
  type DestinationRefusal,
  replaceDestination,
  rotateSigningSecret,
} from '../domain/telling/changeDestination.ts'
import { createReach } from '../domain/telling/reach.ts'
import { mostSecrets } from '../domain/telling/signingSecrets.ts'
import { problem } from '../errors.ts'
import {
  deleteDestination,
  findDestination,
  listDestinations,
  setDestinationState,
} from '../store/destinations.ts'
import { readClock } from '../store/readClock.ts'
import { adminRoute, mayRefuse, takesRevision } from './adminRoute.ts'
import { invalid, refuse } from './refuse.ts'
import { knownRevision } from './revision.ts'
import { tellDestination } from './tellDestination.ts'

const params = z.strictObject({ id: z.uuid().describe("The destination's id") })

/** Where a project's events go: to list, make, change, turn off and delete. */
export function destinationRoutes(app: FastifyInstance, { config, db }: Context): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const sealing = createSealing(config.secret)
  const reach = createReach(config.privateDestinations)
  // By the database's clock, as what is sent is.
  const tools = { db, sealing, reach, mail: config.mail, publicUrl: publicUrlOf(config) }
  const changing = async () => ({ ...tools, now: await readClock(db) })

  async function told(projectId: string, id: string) {
    const found = await findDestination(db, projectId, id)
    if (!found) throw noDestination()
    return tellDestination(sealing, found)
  }

  routes.get(
    '/v1/destinations',
    {
      schema: adminRoute('viewer', {
        operationId: 'listDestinations',
        summary: 'Where events go',
        description: 'In the order in which they were made. Nothing secret is told of them.',
        tags: ['Destinations'],
        response: { 200: destinationList },
      }),
    },
    async request => {
      const found = await listDestinations(db, projectOf(request).id)
      return { destinations: found.map(row => tellDestination(sealing, row)) }
    },
  )

  routes.post(
    '/v1/destinations',
    {
      config: { turns: 'lookUps' },
      schema: adminRoute('owner', {
        operationId: 'createDestination',
        ...mayRefuse('too-many-destinations'),
        summary: 'Have events sent somewhere',
        description:
          'From now on: what happened before is not sent, but by replay. The secret that signs is in this reply and ' +
          'never again.',
        tags: ['Destinations'],
        body: destinationInput,
        response: { 201: newDestination },
      }),
    },
    async (request, reply) => {
      refuse(checkName(request.body.name))
      const { id: projectId } = projectOf(request)
      const { id, secret } = allowed(await addDestination(await changing(), projectId, request.body))
      return reply.code(201).send({ destination: await told(projectId, id), secret })
    },
  )

  routes.get(
    '/v1/destinations/:id',
    {
      schema: adminRoute('viewer', {
        operationId: 'getDestination',
        summary: 'One destination',
        tags: ['Destinations'],
        params,
        response: { 200: destination },
      }),
    },
    async (request, reply) => {
      const found = await told(projectOf(request).id, request.params.id)
      reply.header('etag', `"${found.revision}"`)
      return found
    },
  )

  routes.put(
    '/v1/destinations/:id',
    {
      config: { turns: 'lookUps' },
      schema: adminRoute('owner', {
        operationId: 'putDestination',
        ...takesRevision('optional'),
        ...mayRefuse('conflict-version'),
        summary: 'Replace what a destination is told, and where it is',
        description:
          'With its `revision` as If-Match nothing is overwritten that somebody else has changed since (412). It stays ' +
          'of its kind, and keeps its secret.',
        tags: ['Destinations'],
        params,
        body: destinationInput,
        response: { 200: destination },
      }),
    },
    async (request, reply) => {
      refuse(checkName(request.body.name))
      const { id: projectId } = projectOf(request)
      const { id } = request.params
      const change = { id, input: request.body, revision: knownRevision(request) }
      allowed(await replaceDestination(await changing(), projectId, change))
      const found = await told(projectId, id)
      reply.header('etag', `"${found.revision}"`)
      return found
    },
  )

  routes.put(
    '/v1/destinations/:id/state',
    {
      schema: adminRoute('owner', {
        operationId: 'putDestinationState',
        summary: 'Turn a destination on or off',
        description:
          'Of what happens while it is off nothing is sent there; what waited before goes on waiting, for 30 days.',
        tags: ['Destinations'],
        params,
        body: destinationStateInput,
        response: { 200: destination },
      }),
    },
    async request => {
      const { id: projectId } = projectOf(request)
      await setDestinationState(db, projectId, request.params.id, { state: request.body.state, why: null })
      return told(projectId, request.params.id)
    },
  )

  routes.post(
    '/v1/destinations/:id/secret',
    {
      schema: adminRoute('owner', {
        operationId: 'rotateSigningSecret',
        ...mayRefuse('too-many-secrets'),
        summary: "Put a new secret in the place of a webhook's",
        description:
          'Both sign for 24 hours, so that the new one can be deployed. Three sign at once at most.',
        tags: ['Destinations'],
        params,
        response: { 201: newSigningSecret },
      }),
    },
    async (request, reply) => {
      const made = allowed(
        await rotateSigningSecret(await changing(), projectOf(request).id, request.params.id),
      )
      return reply.code(201).send(made)
    },
  )

  routes.delete(
    '/v1/destinations/:id',
    {
      schema: adminRoute('owner', {
        operationId: 'deleteDestination',
        summary: 'Delete a destination',
        description: 'Nothing is sent there any more, and what came of its deliveries is not told any more.',
        tags: ['Destinations'],
        params,
        response: { 204: z.null().describe('It is gone') },
      }),
    },
    async (request, reply) => {
      const isGone = await deleteDestination(db, projectOf(request).id, request.params.id)
      if (!isGone) throw noDestination()
      return reply.code(204).send(null)
    },
  )
}

export function noDestination() {
  return problem('not-found', 'The project has no destination of this id; GET /v1/destinations lists them')
}

/** What a change came to. @throws the problem where it was refused */
function allowed<T extends object | 'changed'>(outcome: T | DestinationRefusal): T {
  if (Array.isArray(outcome)) throw invalid(outcome)
  if (outcome === 'unknown-destination') throw noDestination()
  if (outcome === 'stale') {
    throw problem(
      'conflict-version',
      'It was changed since you read it: read it again, and decide what is to stand',
    )
  }
  if (outcome === 'too-many') {
    throw problem(
      'too-many-destinations',
      `The project has ${mostDestinations} destinations; delete one first`,
    )
  }
  if (outcome === 'too-many-secrets') {
    throw problem(
      'too-many-secrets',
      `${mostSecrets} secrets sign already; \`secrets\` of the destination has when the first of them ends`,
    )
  }
  if (outcome === 'no-webhook') throw problem('not-found', 'Only webhooks have a secret that signs')
  return outcome as T
}
