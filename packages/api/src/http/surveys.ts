import { surveysBody } from '@tyck/shared/contract/surveys'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { mayOpen } from '../auth.ts'
import type { Context } from '../context.ts'
import type { RefusedOrigins } from '../domain/recording/refusedOrigins.ts'
import { problem } from '../errors.ts'
import { acceptedEncoding, etagOf, matchesRevision } from './representation.ts'
import type { SurveysCache } from './surveysCache.ts'

/** A minute old at most; a week old where we cannot be reached, for a question is better than an error. */
const cacheControl = 'public, max-age=60, stale-if-error=604800'

/** `GET /v1/projects/{publishableKey}/surveys`: all that the widget may know. A CDN can serve it. */
export function surveysRoute(
  app: FastifyInstance,
  { config, rates }: Context,
  cache: SurveysCache,
  refused: RefusedOrigins,
): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/projects/:publishableKey/surveys',
    {
      schema: {
        operationId: 'getSurveys',
        summary: 'The surveys that a page may show',
        description:
          'Each survey comes in one language: the one asked for, else a wider or a neighbouring one, else its ' +
          'own default. Answers a fitting If-None-Match with 304.',
        tags: ['Public'],
        params: z.object({ publishableKey: z.string().max(128).describe('The key of the script tag') }),
        querystring: z.object({
          locale: z
            .string()
            .refine(text => /^[\w-]*$/.test(text))
            // A page's lang may be anything; who writes nonsense is served the default.
            .catch('')
            .optional()
            .describe("The page's language: sv-SE"),
        }),
        response: { 200: surveysBody, 304: z.null().describe('As it was') },
      },
    },
    async (request, reply) => {
      const { publishableKey } = request.params
      // What is at hand costs no more to send than to refuse, and a CDN has one address for many people.
      if (!cache.has(publishableKey)) rates.takeOfAddress(request)
      const body = mayOpen(config, publishableKey)
        ? await cache.find(publishableKey, request.query.locale)
        : null
      if (!body) throw problem('not-found', 'There is no project with this publishable key')
      // The widget asks nobody there, so that no post will tell.
      refused.check(body.project, request.headers.origin)
      const encoding = acceptedEncoding(request, body)
      reply.headers({
        etag: etagOf(body.revision, encoding),
        'cache-control': cacheControl,
        vary: 'Accept-Encoding',
      })
      if (matchesRevision(request, body.revision)) return reply.code(304).send(null)
      if (encoding) reply.header('content-encoding', encoding)
      const bytes = encoding ? await body[encoding]() : body.plain
      // Bytes, so that they are sent as they are: the schema above documents them, a test holds them to it.
      return reply.type('application/json; charset=utf-8').send(bytes as never)
    },
  )
}
