import { importInput, importList, importQuery, importRemoved, importReply } from '@tyck/shared/admin/imports'
import { uuid } from '@tyck/shared/contract/vocabulary'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { authenticatedOf, projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { type ImportRefusal, importResponses } from '../domain/importing/importResponses.ts'
import { removeImport } from '../domain/importing/removeImport.ts'
import { auditEntryOf } from '../domain/keeping/auditEntryOf.ts'
import { createHashRespondent } from '../domain/keeping/hashRespondent.ts'
import { problem } from '../errors.ts'
import { insertAuditEntry } from '../store/auditLog.ts'
import { listImports } from '../store/imports.ts'
import { adminRoute, mayRefuse } from './adminRoute.ts'
import { leavesNoTrace } from './auditWrites.ts'
import { invalid } from './refuse.ts'
import { done, noTouchpoint } from './revision.ts'

/** The largest body, in bytes: 500 rows with long comments. */
const bodyBytes = 1_048_576

/** Responses that were collected elsewhere. */
export function importRoutes(app: FastifyInstance, { config, db, clock }: Context): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const hashRespondent = createHashRespondent(config.secret)

  routes.post(
    '/v1/imports',
    {
      // Notes itself where an import begins: a large one is thousands of requests.
      ...leavesNoTrace,
      bodyLimit: bodyBytes,
      schema: adminRoute('editor', {
        operationId: 'importResponses',
        ...mayRefuse('touchpoint-archived'),
        summary: 'Import responses that were collected elsewhere',
        description:
          'Up to 500 at once and 1 MiB. They join the trend of the question, and are marked as imported everywhere. The ' +
          'same id from the same source is the same response at a touchpoint: sending a file again changes nothing. No ' +
          'events come of them. Comments, metadata and pages are masked as those of posted responses.',
        tags: ['Imports'],
        querystring: importQuery,
        body: importInput,
        response: { 200: importReply },
      }),
    },
    async request => {
      const who = authenticatedOf(request)
      const now = clock()
      const outcome = await importResponses(db, {
        project: who.project,
        input: request.body,
        dryRun: request.query.dryRun,
        hashRespondent,
        now,
        onBegun: (trx, target) =>
          insertAuditEntry(
            trx,
            auditEntryOf(who, { method: 'POST', operation: 'importResponses', target }, now),
          ),
      })
      if (typeof outcome === 'string') throw refusalOf(outcome)
      return outcome
    },
  )

  routes.get(
    '/v1/imports',
    {
      schema: adminRoute('viewer', {
        operationId: 'listImports',
        summary: 'What was imported, from where and into which touchpoint, the oldest first',
        tags: ['Imports'],
        response: { 200: importList },
      }),
    },
    async request => {
      const imports = await listImports(db, projectOf(request).id)
      return {
        imports: imports.map(row => ({
          id: row.id,
          touchpoint: row.touchpoint,
          source: row.source,
          surveyId: row.survey_id,
          createdAt: row.created_at.toISOString(),
          rows: row.rows,
          from: row.from?.toISOString() ?? null,
          to: row.to?.toISOString() ?? null,
        })),
      }
    },
  )

  routes.delete(
    '/v1/imports/:id',
    {
      schema: adminRoute('owner', {
        operationId: 'removeImport',
        summary: 'Remove what was imported from one source into a touchpoint, with its counts',
        description: 'Up to 5,000 rows at once: go on until none is `left`.',
        tags: ['Imports'],
        params: z.strictObject({ id: uuid }),
        response: { 200: importRemoved },
      }),
    },
    async request => {
      const removed = await removeImport(db, projectOf(request).id, request.params.id.toLowerCase())
      if (!removed)
        throw problem('not-found', 'The project has no import of this id; GET /v1/imports lists them')
      return removed
    },
  )
}

function refusalOf(refusal: ImportRefusal) {
  if (refusal === 'no-touchpoint') return noTouchpoint()
  if (refusal === 'archived') return done('archived')
  const refused = {
    'no-survey': {
      pointer: '/touchpoint',
      expected: 'a touchpoint that asks something: publish the question first, in the metric of the scores',
    },
    'unknown-survey': { pointer: '/surveyId', expected: 'a survey of the touchpoint' },
    'other-series': {
      pointer: '/surveyId',
      expected:
        'the question to which this source was imported before; remove that import, or name another source',
    },
  }[refusal]
  return invalid([{ ...refused, code: 'invalid-value' }])
}
