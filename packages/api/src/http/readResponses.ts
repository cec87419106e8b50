import { type Response, responsePage, responsesQuery } from '@tyck/shared/admin'
import { segmentOf } from '@tyck/shared/metric'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { readResponses } from '../store/readResponses.ts'
import { adminRoute } from './adminRoute.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { refuse } from './refuse.ts'

/** `GET /v1/responses`: the responses as they stand, newest showing first, a page at a time. */
export function readResponsesRoute(app: FastifyInstance, { db }: Context): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/responses',
    {
      schema: adminRoute({
        operationId: 'listResponses',
        summary: 'Read responses, newest showing first, a page at a time',
        tags: ['Responses'],
        querystring: responsesQuery,
        response: { 200: responsePage },
      }),
    },
    async request => {
      const { id: projectId } = projectOf(request)
      const { cursor, ...query } = request.query
      const after = cursor === undefined ? null : readCursor(projectId, cursor)
      if (cursor !== undefined && !after) {
        refuse([
          {
            pointer: '/cursor',
            code: 'invalid-value',
            expected: '`next` of the page before, as it was given',
          },
        ])
      }
      // One more than asked for tells whether there is a next page.
      const rows = await readResponses(db, projectId, { ...query, limit: query.limit + 1 }, after)
      const page = rows.slice(0, query.limit)
      const last = rows.length > query.limit ? page.at(-1) : undefined
      return {
        responses: page.map(toResponse),
        next: last ? writeCursor(projectId, { shownAt: last.position, id: last.id }) : null,
      }
    },
  )
}

function toResponse(row: Awaited<ReturnType<typeof readResponses>>[number]): Response {
  return {
    id: row.id,
    touchpoint: row.touchpoint,
    surveyId: row.survey_id,
    rulesId: row.rules_id,
    seq: row.seq,
    metric: row.metric,
    score: row.score,
    segment: row.score === null ? null : (segmentOf(row.metric, row.score) ?? null),
    reasons: row.reasons,
    comment: row.comment,
    metadata: row.metadata,
    respondent: row.respondent,
    verified: row.verified,
    channel: row.channel,
    locale: row.locale,
    page: row.page,
    layout: row.layout,
    flags: row.flags,
    test: row.test,
    shownAt: row.shown_at.toISOString(),
    answeredAt: row.answered_at?.toISOString() ?? null,
    commentedAt: row.commented_at?.toISOString() ?? null,
    dismissedAt: row.dismissed_at?.toISOString() ?? null,
    changedAt: row.changed_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
  }
}
