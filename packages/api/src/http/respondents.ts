import { pageQuery } from '@tyck/shared/admin/page'
import { erasedRespondent, respondentPage } from '@tyck/shared/admin/respondents'
import { text } from '@tyck/shared/contract/vocabulary'
import type { FastifyInstance } from 'fastify'
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

const params = z.strictObject({
  id: text(1, 128).describe('The respondent, as the site names them, percent-encoded'),
})

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
    async request => {
      const { id: projectId } = projectOf(request)
      const respondent = normaliseText(request.params.id)
      const { cursor, limit } = request.query
      const after = cursor === undefined ? null : positionOf(projectId, cursor)
      const { rows, lookedUntil } = await readResponses(
        db,
        projectId,
        { respondent, limit: limit + 1 },
        after,
      )
      const { page, next } = pageOf(projectId, rows, limit, lookedUntil)
      const hash = Buffer.from(hashRespondent(projectId, respondent), 'base64')
      const erasedAt = await findErasure(db, projectId, hash)
      return { responses: page.map(toRespondentResponse), next, erasedAt: erasedAt?.toISOString() ?? null }
    },
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
    async request => {
      const { id: projectId } = projectOf(request)
      const respondent = normaliseText(request.params.id)
      const hash = hashRespondent(projectId, respondent)
      const { erasedAt, responses } = await eraseRespondent(db, { projectId, respondent, hash, now: clock() })
      return { erasedAt: erasedAt.toISOString(), responses }
    },
  )
}
