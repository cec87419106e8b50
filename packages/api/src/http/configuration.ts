import {
  type ConfigurationPlan,
  configuration,
  configurationApplied,
  configurationPlan,
  configurationPlanQuery,
  configurationQuery,
  type FilledConfiguration,
  standingConfiguration,
} from '@tyck/shared/admin/configuration'
import type { FieldError } from '@tyck/shared/problem'
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchemaCompiler } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { applyConfiguration } from '../domain/configuring/applyConfiguration.ts'
import { planConfiguration } from '../domain/configuring/planConfiguration.ts'
import { readDocument } from '../domain/configuring/readDocument.ts'
import { documentOf, readStanding, type Standing } from '../domain/configuring/readStanding.ts'
import { tellElsewhere } from '../domain/configuring/tellElsewhere.ts'
import { mostFaults } from '../domain/faults/mostFaults.ts'
import { Overloaded } from '../domain/recording/recordQueue.ts'
import { createTurnstile } from '../domain/recording/turnstile.ts'
import { type ProblemError, problem } from '../errors.ts'
import { findAuthors } from '../store/authors.ts'
import { adminRoute, mayRefuse, takesRevision } from './adminRoute.ts'
import { leavesNoTrace } from './auditWrites.ts'
import { invalid } from './refuse.ts'
import { actOf } from './revision.ts'
import { validatorCompiler } from './validate.ts'

/** Hundreds of touchpoints in a dozen languages: what is larger takes the admin API too long to answer. */
const bodyLimit = 4_194_304

/** One is planned or applied at a time, whosever it is: a large one takes the event loop for seconds, bit by bit. */
const atOnce = { ofOne: 1, ofAll: 1, waiting: 2, waitMs: 5_000 }

/** The project's configuration as one document: to read, to compare with another, and to bring to another. */
export function configurationRoutes(app: FastifyInstance, { db, clock, changes }: Context): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const turns = createTurnstile(atOnce)

  routes.get(
    '/v1/config',
    {
      schema: adminRoute('viewer', {
        operationId: 'getConfiguration',
        summary: "The project's configuration as one document",
        description:
          'What stands, with neither drafts nor archived touchpoints, and without keys, ids and times. The same bytes ' +
          'as long as the same stands.',
        tags: ['Configuration'],
        response: { 200: standingConfiguration },
      }),
    },
    async (request, reply) => {
      const standing = await readStanding(db, projectOf(request))
      tellVersion(reply, standing.version)
      return documentOf(standing)
    },
  )

  routes.post(
    '/v1/config/plan',
    {
      ...leavesNoTrace,
      bodyLimit,
      schema: adminRoute('viewer', {
        operationId: 'planConfiguration',
        summary: 'What applying a document would change',
        description: 'Changes nothing. With its `version` as If-Match just this is applied, or nothing.',
        tags: ['Configuration'],
        querystring: configurationPlanQuery,
        body: configuration,
        response: { 200: configurationPlan },
      }),
      validatorCompiler: checkAllButBody,
    },
    (request, reply) =>
      inTurn(request, async () => {
        const document = await documentIn(request.body)
        const standing = await readStanding(db, projectOf(request))
        const { told, faults } = await planConfiguration(standing, document, request.query.archive)
        refuseFound(faults)
        const { version } = standing
        tellVersion(reply, version)
        const { id } = projectOf(request)
        const items = await tellElsewhere(db, id, told.items)
        return { version, ...told, items, applied: await lastApplied(id, standing.applied) }
      }),
  )

  routes.put(
    '/v1/config',
    {
      bodyLimit,
      schema: adminRoute('owner', {
        operationId: 'applyConfiguration',
        ...takesRevision('optional'),
        ...mayRefuse('changed-elsewhere', 'conflict-version'),
        summary: 'Bring the project to what a document says, all of it or nothing',
        description:
          'What differs is published. If-Match names what was looked at, the ETag of the document or of a plan, or * ' +
          'for any; what was changed since is a 412. What was changed elsewhere since a document was applied is a 409, ' +
          'unless `overwrite` names it. The reply tells what was done, as a plan does.',
        tags: ['Configuration'],
        querystring: configurationQuery,
        body: configuration,
        response: { 200: configurationApplied },
      }),
      validatorCompiler: checkAllButBody,
    },
    async (request, reply) => {
      const { id } = projectOf(request)
      const act = actOf(request, clock)
      const { document, outcome } = await inTurn(request, async () => {
        const document = await documentIn(request.body)
        const applying = { ...request.query, known: knownVersion(request) }
        return { document, outcome: await applyConfiguration(db, id, document, applying, act) }
      })
      if (outcome === 'no-project') throw problem('not-found', 'The project is there no more')
      if (outcome === 'stale') {
        throw problem(
          'conflict-version',
          'Something was changed since you looked: plan again, and look at that',
        )
      }
      if ('faults' in outcome) throw faultyDocument(outcome.faults)
      if ('overwrites' in outcome) throw changedElsewhere(document, outcome.overwrites)
      changes.announce(id)
      tellVersion(reply, outcome.version)
      const applied = await lastApplied(id, { ...act.by, appliedAt: new Date(act.now) })
      const { items, warnings } = outcome.plan
      return { items, warnings, applied }
    },
  )

  function inTurn<T>(request: FastifyRequest, work: () => Promise<T>): Promise<T> {
    return turns.pass(projectOf(request).id, work).catch(error => {
      throw error instanceof Overloaded ? tooMuch() : error
    })
  }

  async function lastApplied(
    projectId: string,
    applied: Pick<NonNullable<Standing['applied']>, 'appliedAt' | 'by_account' | 'by_key'> | null,
  ): Promise<ConfigurationPlan['applied']> {
    if (!applied) return null
    const authorOf = await findAuthors(db, projectId, [applied])
    return { at: applied.appliedAt.toISOString(), by: authorOf(applied) }
  }
}

/** The document in the body. @throws 400 with what is wrong with it, also with what its languages lack */
async function documentIn(body: unknown): Promise<FilledConfiguration> {
  const { document, faults } = await readDocument(body)
  refuseFound(faults)
  return document
}

function refuseFound(faults: FieldError[]): void {
  if (faults.length > 0) throw faultyDocument(faults)
}

/** Nobody looked further where there are more than are told. */
const faultyDocument = (faults: FieldError[]) =>
  invalid(faults.slice(0, mostFaults), 'The body', faults.length < mostFaults ? faults.length : null)

/** The body is looked at in the handler, touchpoint by touchpoint. */
const checkAllButBody: FastifySchemaCompiler<unknown> = ({ schema, ...route }) =>
  route.httpPart === 'body'
    ? value => ({ value })
    : validatorCompiler({ schema: schema as z.ZodType, ...route })

function tooMuch() {
  const detail = 'Others have a configuration planned or applied right now, one after the other; try again'
  return problem('overloaded', detail)
}

function changedElsewhere({ touchpoints }: FilledConfiguration, overwrites: readonly string[]): ProblemError {
  const errors = overwrites.map(on => {
    const at = touchpoints.findIndex(({ key }) => on === `touchpoints/${key}`)
    const pointer = on === 'project' ? '/project' : at < 0 ? '/touchpoints' : `/touchpoints/${at}`
    return { pointer, code: 'changed-elsewhere', expected: 'what stands, or its name in overwrite' }
  })
  const detail =
    'What the document would change was changed elsewhere since one was applied: a plan tells it; take it over, or ' +
    'name it in overwrite. Nothing was done'
  return problem('changed-elsewhere', detail, { errors })
}

function tellVersion(reply: FastifyReply, version: string): void {
  reply.header('etag', `"${version}"`)
}

/** The version in If-Match, which must be there: nothing is to be changed unseen; null for `*`. */
function knownVersion(request: FastifyRequest): string | null {
  const given = request.headers['if-match']?.trim()
  if (given === '*') return null
  const version = /^"([\w-]{1,40})"$/.exec(given ?? '')?.[1]
  if (version !== undefined) return version
  const expected = 'the ETag of GET /v1/config or of a plan, or * for any'
  throw invalid(
    [{ pointer: '/if-match', code: given === undefined ? 'missing' : 'invalid-value', expected }],
    'The header',
  )
}
