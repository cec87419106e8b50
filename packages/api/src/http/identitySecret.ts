import { identitySecret } from '@tyck/shared/admin/project'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { makeIdentitySecret } from '../domain/keys/makeIdentitySecret.ts'
import { createSealing } from '../domain/keys/sealing.ts'
import { deleteIdentitySecrets } from '../store/identitySecrets.ts'
import { adminRoute } from './adminRoute.ts'

/** The secret that a site's server signs its respondents' identities with. */
export function identitySecretRoutes(app: FastifyInstance, { config, db, clock, changes }: Context): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const sealing = createSealing(config.secret)

  routes.post(
    '/v1/project/identity-secret',
    {
      schema: adminRoute('owner', {
        operationId: 'makeIdentitySecret',
        summary: 'Make a secret that signs identities',
        description:
          'It is shown once. The one before it stays valid for 24 hours, so that the new one can be deployed.',
        tags: ['Project'],
        response: { 201: identitySecret },
      }),
    },
    async (request, reply) => {
      const { id } = projectOf(request)
      const { secret, createdAt } = await makeIdentitySecret(db, sealing, id, clock())
      changes.announce(id)
      return reply.code(201).send({ secret, createdAt: createdAt.toISOString() })
    },
  )

  routes.delete(
    '/v1/project/identity-secret',
    {
      schema: adminRoute('owner', {
        operationId: 'deleteIdentitySecrets',
        summary: 'Revoke all secrets that sign identities',
        description:
          'At once, for one that was read by others: no identity is valid until a new one is made.',
        tags: ['Project'],
        response: { 204: z.null().describe('There is none any more') },
      }),
    },
    async (request, reply) => {
      const { id } = projectOf(request)
      await deleteIdentitySecrets(db, id)
      changes.announce(id)
      return reply.code(204).send(null)
    },
  )
}
