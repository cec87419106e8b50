import { affected, mostTags, tag, tagList } from '@tyck/shared/admin/responses'
import { uuid } from '@tyck/shared/contract/vocabulary'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { tagResponse } from '../domain/answers/tagResponse.ts'
import { problem } from '../errors.ts'
import { hasResponse } from '../store/inbox.ts'
import { listTags, removeTag, removeTagEverywhere } from '../store/tags.ts'
import { adminRoute, mayRefuse } from './adminRoute.ts'
import { leavesNoTrace } from './auditWrites.ts'
import { noResponse } from './noResponse.ts'

const tagOfResponse = z.strictObject({ id: uuid, tag })

/** Tags: the team's own words for responses. */
export function tagRoutes(app: FastifyInstance, { db, clock }: Context): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    '/v1/tags',
    {
      schema: adminRoute('viewer', {
        operationId: 'listTags',
        summary: 'The tags in use, each with how many responses have it',
        tags: ['Responses'],
        response: { 200: tagList },
      }),
    },
    async request => ({ tags: await listTags(db, projectOf(request).id) }),
  )

  routes.delete(
    '/v1/tags/:tag',
    {
      schema: adminRoute('editor', {
        operationId: 'deleteTag',
        summary: 'Take a tag from all responses',
        tags: ['Responses'],
        params: z.strictObject({ tag }),
        response: { 200: affected },
      }),
    },
    async request => ({
      responses: await removeTagEverywhere(db, projectOf(request).id, request.params.tag),
    }),
  )

  routes.put(
    '/v1/responses/:id/tags/:tag',
    {
      ...leavesNoTrace,
      schema: adminRoute('editor', {
        operationId: 'tagResponse',
        ...mayRefuse('too-many-tags'),
        summary: 'Give a response a tag',
        description: `A response has up to ${mostTags.response}, a project ${mostTags.project}. Small and capital letters are the same.`,
        tags: ['Responses'],
        params: tagOfResponse,
        response: { 204: z.null().describe('It has the tag') },
      }),
    },
    async (request, reply) => {
      const { id, tag } = request.params
      const done = await tagResponse(db, projectOf(request).id, { responseId: id, tag, now: clock() })
      if (done === 'no-response') throw noResponse()
      if (done === 'too-many-tags') {
        throw problem(
          'too-many-tags',
          `A response has up to ${mostTags.response} tags and a project ${mostTags.project}: remove one first`,
        )
      }
      return reply.code(204).send(null)
    },
  )

  routes.delete(
    '/v1/responses/:id/tags/:tag',
    {
      ...leavesNoTrace,
      schema: adminRoute('editor', {
        operationId: 'untagResponse',
        summary: 'Take a tag from a response',
        tags: ['Responses'],
        params: tagOfResponse,
        response: { 204: z.null().describe('It does not have the tag') },
      }),
    },
    async (request, reply) => {
      const { id: projectId } = projectOf(request)
      const { id, tag } = request.params
      if (!(await hasResponse(db, projectId, id))) throw noResponse()
      await removeTag(db, projectId, { responseId: id, tag })
      return reply.code(204).send(null)
    },
  )
}
