import { responsePage, responsesQuery } from '@tyck/shared/admin/responses'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { matchesOf } from '../domain/answers/matchesOf.ts'
import { readSnapshot } from '../store/inbox.ts'
import { readResponses, type StoredResponse } from '../store/readResponses.ts'
import { marks, type WordSearch } from '../store/wordSearch.ts'
import { adminRoute } from './adminRoute.ts'
import { pageOf, positionOf } from './page.ts'
import { responsesAsked } from './responsesAsked.ts'
import { toResponse } from './toResponse.ts'

/** The most of one page with words: to mark them takes up to two milliseconds a comment. */
const mostFound = 100

/** `GET /v1/responses`: the responses as they stand, newest showing first, a page at a time. */
export function readResponsesRoute(app: FastifyInstance, { db }: Context): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/responses',
    {
      schema: adminRoute('viewer', {
        operationId: 'listResponses',
        summary: 'Read responses, newest showing first, a page at a time',
        description:
          'One request looks at a bounded number of responses. Where few are as asked a page has fewer than `limit`, ' +
          'even none, and `lookedBackTo` tells how far it came: read on until `next` is null. With ' +
          '`words` a page has up to 100.',
        tags: ['Responses'],
        querystring: responsesQuery,
        response: { 200: responsePage },
      }),
    },
    async request => {
      const project = projectOf(request)
      const { cursor, limit, ...filters } = request.query
      const after = cursor === undefined ? null : positionOf(project.id, cursor)
      const asked = await responsesAsked(db, project, filters)
      // Before anything is read: nothing that it leaves out counts as seen.
      const asOf = await readSnapshot(db)
      // One more than asked for tells whether there is a next page.
      const most = asked.search ? Math.min(limit, mostFound) : limit
      const { rows, lookedUntil } = await readResponses(db, project.id, { ...asked, limit: most + 1 }, after)
      const { page, next } = pageOf(project.id, rows, most, lookedUntil)
      const responses = page.map(row => ({ ...toResponse(row), matches: matches(row, asked.search) }))
      return { asOf, responses, next, lookedBackTo: lookedUntil?.shownAt ?? null }
    },
  )
}

function matches(row: StoredResponse, search: WordSearch | undefined) {
  if (!search || row.comment === null) return null
  const isFoundByWords = row.marked !== null
  const wanted = search.parts.filter(({ isWanted }) => isWanted)
  return matchesOf({
    comment: row.comment,
    marked: [row.marked, row.marked_plain],
    marks,
    parts: isFoundByWords ? [] : wanted.map(({ text }) => text),
  })
}
