import { keyId, keyInput, keyList, newKey, rotation } from '@tyck/shared/admin/keys'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { demoKeys, projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { addKey, type KeyRefusal, revokeKey, rotateKey } from '../domain/keys/changeKeys.ts'
import { listKeys } from '../domain/keys/listKeys.ts'
import { mostKeys } from '../domain/keys/makeKey.ts'
import { checkName } from '../domain/publishing/checkName.ts'
import { type ProblemError, problem } from '../errors.ts'
import { adminRoute, mayRefuse } from './adminRoute.ts'
import { refuse } from './refuse.ts'
import { actOf } from './revision.ts'
import { tellKey, tellNewKey } from './tellKey.ts'

const params = z.strictObject({ id: keyId })

/** A project's keys: to list, make, replace and revoke. */
export function keyRoutes(app: FastifyInstance, { db, clock, changes }: Context): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    '/v1/keys',
    {
      schema: adminRoute('owner', {
        operationId: 'listKeys',
        summary: 'The keys that open the project',
        description:
          'Publishable keys first, each kind newest first. `expiresAt` is when one that was replaced ends.',
        tags: ['Project'],
        response: { 200: keyList },
      }),
    },
    async request => ({ keys: (await listKeys(db, projectOf(request).id, clock())).map(tellKey) }),
  )

  routes.post(
    '/v1/keys',
    {
      schema: adminRoute('owner', {
        operationId: 'createKey',
        ...mayRefuse('too-many-keys'),
        summary: 'Make another secret key',
        description: 'Its text is in this reply and never again.',
        tags: ['Project'],
        body: keyInput,
        response: { 201: newKey },
      }),
    },
    async (request, reply) => {
      refuse(checkName(request.body.name))
      const { id } = changeable(request)
      const made = allowed(await addKey(db, id, request.body.name, actOf(request, clock)))
      return reply.code(201).send(tellNewKey(made))
    },
  )

  routes.post(
    '/v1/keys/:id/rotate',
    {
      schema: adminRoute('owner', {
        operationId: 'rotateKey',
        ...mayRefuse('key-replaced', 'too-many-keys'),
        summary: 'Put a new key in the place of one',
        description:
          'The old one goes on for `overlapHours`, so that the new one can be deployed. To end one at once, make ' +
          'another and delete it.',
        tags: ['Project'],
        params,
        body: rotation,
        response: { 201: newKey },
      }),
      // Nothing needs to be said.
      preValidation: async request => {
        request.body ??= {}
      },
    },
    async (request, reply) => {
      const { id } = changeable(request)
      const { overlapHours } = request.body
      const asked = { id: request.params.id, overlapHours }
      const made = allowed(await rotateKey(db, id, asked, actOf(request, clock)))
      changes.announce(id)
      return reply.code(201).send(tellNewKey(made))
    },
  )

  routes.delete(
    '/v1/keys/:id',
    {
      schema: adminRoute('owner', {
        operationId: 'revokeKey',
        ...mayRefuse('last-key'),
        summary: 'Revoke a key at once',
        description:
          'A secret key opens nothing from the next request on, a former publishable key within a second.',
        tags: ['Project'],
        params,
        response: { 204: z.null().describe('It opens nothing any more') },
      }),
    },
    async (request, reply) => {
      const { id } = changeable(request)
      allowed(await revokeKey(db, id, request.params.id, clock()))
      changes.announce(id)
      return reply.code(204).send(null)
    },
  )
}

/** The project, where its keys may be changed. @throws 403 for the demo: its key could make one for the world */
function changeable(request: FastifyRequest) {
  const project = projectOf(request)
  if (project.publishableKey !== demoKeys.publishable) return project
  throw problem('forbidden', "The demo's keys are the same everywhere; make a project of your own")
}

const refusals: Record<KeyRefusal, () => ProblemError> = {
  'unknown-key': () => problem('not-found', 'The project has no key of this id; GET /v1/keys lists them'),
  'too-many-keys': () =>
    problem('too-many-keys', `The project has ${mostKeys} keys of this kind; delete one first`),
  'last-key': () =>
    problem(
      'last-key',
      'This is the last key of its kind that does not end: make another one (POST /v1/keys, or rotate a ' +
        'publishable key), put it in use, and delete this one then',
    ),
  'key-replaced': () =>
    problem('key-replaced', 'Another key has taken the place of this one; GET /v1/keys tells which'),
}

function allowed<T extends object | 'revoked'>(done: T | KeyRefusal): T {
  if (typeof done === 'string' && done in refusals) throw refusals[done as KeyRefusal]()
  return done as T
}
