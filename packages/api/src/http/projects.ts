import { newProject, projectNamed } from '@tyck/shared/admin/accounts'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { projectOf, signedInOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { addProject } from '../domain/accounts/addProject.ts'
import { deleteProject } from '../domain/keeping/deleteProject.ts'
import { checkName } from '../domain/publishing/checkName.ts'
import { problem } from '../errors.ts'
import { accountRoute, memberRoute } from './adminRoute.ts'
import { invalid, refuse } from './refuse.ts'

/** `POST /v1/projects`: another project, which who makes it owns. */
export function newProjectRoute(app: FastifyInstance, { db, clock }: Context): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/v1/projects',
    {
      schema: accountRoute({
        operationId: 'createProject',
        summary: 'Make a project',
        description: 'For who owns one. It has no secret key until one is made: `POST /v1/keys`.',
        tags: ['Project'],
        body: projectNamed,
        response: { 201: newProject },
      }),
    },
    async (request, reply) => {
      const { name } = request.body
      refuse(checkName(name))
      const made = await addProject(db, { name, accountId: signedInOf(request).id }, clock())
      if (!made) throw problem('forbidden', 'Projects are made by who owns one; ask an owner to invite you')
      const { id, publishableKey } = made
      return reply.code(201).send({ project: { id, name, role: 'owner', demo: false }, publishableKey })
    },
  )
}

/** `DELETE /v1/project`: all of it, the demo as well. */
export function deleteProjectRoute(app: FastifyInstance, { db, clock, changes }: Context): void {
  app.withTypeProvider<ZodTypeProvider>().delete(
    '/v1/project',
    {
      schema: memberRoute('owner', {
        operationId: 'deleteProject',
        summary: 'Delete the project and all that it has',
        description:
          'Its keys open nothing from now on, and nothing of it can be read. What is stored goes at once, or with ' +
          'more than a few thousand responses within hours. Only the audit log stays. The demo does not come back.',
        tags: ['Project'],
        body: projectNamed.describe('The name of the project, so that nobody deletes another by mistake'),
        response: { 204: z.null().describe('It is gone') },
      }),
    },
    async (request, reply) => {
      const project = projectOf(request)
      if (request.body.name.trim() !== project.name.trim()) {
        throw invalid([{ pointer: '/name', code: 'another-name', expected: 'the name of the project' }])
      }
      await deleteProject(db, project, clock())
      changes.announce(project.id)
      return reply.code(204).send(null)
    },
  )
}
