import { forecast, forecastQuery } from '@tyck/shared/admin/forecast'
import { touchpointKey } from '@tyck/shared/contract/vocabulary'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { forecastAnswers } from '../domain/scores/forecastAnswers.ts'
import { adminRoute } from './adminRoute.ts'
import { noTouchpoint } from './revision.ts'

/** `GET /v1/touchpoints/{key}/forecast`: what to expect of a sample. */
export function forecastRoute(app: FastifyInstance, { db, clock }: Context): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/touchpoints/:key/forecast',
    {
      schema: adminRoute('viewer', {
        operationId: 'getForecast',
        summary: 'How many answers a sample would bring, and how wide the interval of their score would be',
        description:
          'From the last 28 days: eligible showings a day (by 1/sampleRate) times the sample rate times the response ' +
          'rate. Audience, quiet periods and traffic are taken to stay as they were.',
        tags: ['Touchpoints'],
        params: z.object({ key: touchpointKey }),
        querystring: forecastQuery,
        response: { 200: forecast },
      }),
    },
    async request => {
      const { sampleRate } = request.query
      const told = await forecastAnswers(db, projectOf(request).id, request.params.key, {
        sampleRate,
        now: clock(),
      })
      if (!told) throw noTouchpoint()
      return told
    },
  )
}
