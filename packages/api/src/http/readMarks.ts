import {
  markedRead,
  markRead as markReadInput,
  readQuery,
  responseFilters,
} from '@tyck/shared/admin/responses'
import { uuid } from '@tyck/shared/contract/vocabulary'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { problem } from '../errors.ts'
import { hasResponse, markRead, markUnread } from '../store/inbox.ts'
import { readResponses } from '../store/readResponses.ts'
import { adminRoute, mayRefuse } from './adminRoute.ts'
import { leavesNoTrace } from './auditWrites.ts'
import { noResponse } from './noResponse.ts'
import { pageOf, positionOf } from './page.ts'
import { responsesAsked } from './responsesAsked.ts'

/** How many comments one request marks at most: few milliseconds of work. */
const mostAtOnce = 1_000

const params = z.strictObject({ id: uuid })

/** Which comments the team has read. All of the team share it: what one has read is read. */
export function readMarkRoutes(app: FastifyInstance, { db, clock }: Context): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.put(
    '/v1/responses/:id/read',
    {
      ...leavesNoTrace,
      schema: adminRoute('editor', {
        operationId: 'markRead',
        ...mayRefuse('conflict-version'),
        summary: 'Mark a comment as read, for the whole team',
        description: 'A comment that its respondent changes afterwards is unread again.',
        tags: ['Responses'],
        params,
        querystring: readQuery,
        response: { 204: z.null().describe('It is read; one without a comment stays as it is') },
      }),
    },
    async (request, reply) => {
      const { id: projectId } = projectOf(request)
      const { id } = request.params
      const seen = [{ id, seq: request.query.seq }]
      if ((await markRead(db, projectId, seen, { readAt: new Date(clock()), asOf: null })) === 0) {
        if (!(await hasResponse(db, projectId, id))) throw noResponse()
        throw problem('conflict-version', 'The respondent has changed it since: read it again')
      }
      return reply.code(204).send(null)
    },
  )

  routes.delete(
    '/v1/responses/:id/read',
    {
      ...leavesNoTrace,
      schema: adminRoute('editor', {
        operationId: 'markUnread',
        summary: 'Mark a comment as unread, for the whole team',
        tags: ['Responses'],
        params,
        response: { 204: z.null().describe('It is unread; one without a comment stays as it is') },
      }),
    },
    async (request, reply) => {
      const { id: projectId } = projectOf(request)
      const { id } = request.params
      if (!(await hasResponse(db, projectId, id))) throw noResponse()
      await markUnread(db, projectId, id)
      return reply.code(204).send(null)
    },
  )

  routes.post(
    '/v1/responses/read',
    {
      schema: adminRoute('editor', {
        operationId: 'markAllRead',
        summary: 'Mark comments as read, by the filters of the list',
        description:
          'Those that had come when the list was read: what came or changed meanwhile stays unread. Up to ' +
          `${mostAtOnce} at once: go on with \`next\` until it is null.`,
        tags: ['Responses'],
        querystring: responseFilters.extend({
          cursor: z.string().max(200).optional().describe('`next` of the reply before'),
        }),
        body: markReadInput,
        response: { 200: markedRead },
      }),
    },
    async request => {
      const project = projectOf(request)
      const { cursor, ...filters } = request.query
      const after = cursor === undefined ? null : positionOf(project.id, cursor)
      const asked = await responsesAsked(db, project, { ...filters, read: filters.read ?? false })
      // What is asked for has been read.
      if (asked.read) return { responses: 0, next: null }
      const of = { ...asked, commented: true, limit: mostAtOnce + 1 }
      const { rows, lookedUntil } = await readResponses(db, project.id, of, after, { marks: false })
      const { page, next } = pageOf(project.id, rows, mostAtOnce, lookedUntil)
      const at = { readAt: new Date(clock()), asOf: request.body.asOf }
      return { responses: await markRead(db, project.id, page, at), next }
    },
  )
}
