import { pageQuery } from '@tyck/shared/admin/page'
import { erasedRespondent, respondentPage } from '@tyck/shared/admin/respondents'
import { text } from '@tyck/shared/contract/vocabulary'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { eraseRespondent } from '../domain/keeping/eraseRespondent.ts'
import { createHashRespondent } from '../domain/keeping/hashRespondent.ts'
import { normaliseText } from '../domain/recording/normaliseText.ts'
import { findErasure } from '../store/erasures.ts'
import { readResponses } from '../store/readResponses.ts'
import { adminRoute } from './adminRoute.ts'
import { pageOf, positionOf } from './page.ts'
import { toRespondentResponse } from './toResponse.ts'

const id = text(1, 128).describe('The respondent, as the site names them, percent-encoded')
const params = z.strictObject({ id })
const named = z.strictObject({ respondent: id })
const anyId =
  'Takes every id: clients read /v1/respondents/.. as /v1/, also percent-encoded, and so nobody who is called . or .. ' +
  'could be asked for by the address.'

/** All that is stored of a respondent: to read, and to erase. */
export function respondentRoutes(app: FastifyInstance, { config, db, clock }: Context): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const hashRespondent = createHashRespondent(config.secret)

  routes.get(
    '/v1/respondents/:id',
    {
      schema: adminRoute('viewer', {
        operationId: 'getRespondent',
        summary: 'Read all that is stored of a respondent, a page at a time',
        description: 'Test responses too. Somebody who is not known has no responses.',
        tags: ['Respondents'],
        params,
        querystring: pageQuery,
        response: { 200: respondentPage },
      }),
    },
    request => read(request, request.params.id, request.query),
  )

  routes.get(
    '/v1/respondents',
    {
      schema: adminRoute('viewer', {
        operationId: 'findRespondent',
        summary: 'The same, with the respondent in the query',
        description: anyId,
        tags: ['Respondents'],
        querystring: pageQuery.extend(named.shape),
        response: { 200: respondentPage },
      }),
    },
    request => read(request, request.query.respondent, request.query),
  )

  routes.delete(
    '/v1/respondents/:id',
    {
      schema: adminRoute('owner', {
        operationId: 'eraseRespondent',
        summary: 'Erase all that is stored of a respondent',
        description:
          'With its counts. What was shown until now is not stored again, though a device may still send it; what ' +
          'is shown later is. Erasing somebody who is not known does the same.',
        tags: ['Respondents'],
        params,
        response: { 200: erasedRespondent },
      }),
    },
    request => erase(request, request.params.id),
  )

  routes.delete(
    '/v1/respondents',
    {
      schema: adminRoute('owner', {
        operationId: 'eraseFoundRespondent',
        summary: 'The same, with the respondent in the query',
        description: anyId,
        tags: ['Respondents'],
        querystring: named,
        response: { 200: erasedRespondent },
      }),
    },
    request => erase(request, request.query.respondent),
  )

  async function read(request: FastifyRequest, id: string, { cursor, limit }: z.output<typeof pageQuery>) {
    const { id: projectId } = projectOf(request)
    const respondent = normaliseText(id)
    const after = cursor === undefined ? null : positionOf(projectId, cursor)
    const asked = { respondent, limit: limit + 1 }
    const { rows, lookedUntil } = await readResponses(db, projectId, asked, after)
    const { page, next } = pageOf(projectId, rows, limit, lookedUntil)
    const hash = Buffer.from(hashRespondent(projectId, respondent), 'base64')
    const erasedAt = await findErasure(db, projectId, hash)
    return { responses: page.map(toRespondentResponse), next, erasedAt: erasedAt?.toISOString() ?? null }
  }

  async function erase(request: FastifyRequest, id: string) {
    const { id: projectId } = projectOf(request)
    const respondent = normaliseText(id)
    const hash = hashRespondent(projectId, respondent)
    const { erasedAt, responses } = await eraseRespondent(db, { projectId, respondent, hash, now: clock() })
    return { erasedAt: erasedAt.toISOString(), responses }
  }
}
