import {
  type Configuration,
  type ConfigurationPlan,
  configuration,
  configurationApplied,
  configurationPlan,
  configurationPlanQuery,
  configurationQuery,
  type FilledConfiguration,
  standingConfiguration,
} from '@tyck/shared/admin/configuration'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { applyConfiguration } from '../domain/configuring/applyConfiguration.ts'
import { fillDocument } from '../domain/configuring/fillDocument.ts'
import { planConfiguration } from '../domain/configuring/planConfiguration.ts'
import { documentOf, readStanding, type Standing } from '../domain/configuring/readStanding.ts'
import { tellElsewhere } from '../domain/configuring/tellElsewhere.ts'
import { checkDraft } from '../domain/publishing/checkDraft.ts'
import { ProblemError, problem } from '../errors.ts'
import { findAuthors } from '../store/authors.ts'
import { adminRoute, mayRefuse, takesRevision } from './adminRoute.ts'
import { leavesNoTrace } from './auditWrites.ts'
import { invalid, refuse } from './refuse.ts'
import { actOf } from './revision.ts'

/** Hundreds of touchpoints in a dozen languages: what is larger takes the admin API too long to answer. */
const bodyLimit = 4_194_304

/** The project's configuration as one document: to read, to compare with another, and to bring to another. */
export function configurationRoutes(app: FastifyInstance, { db, clock, changes }: Context): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

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
      attachValidation: true,
    },
    async (request, reply) => {
      const document = documentIn(request)
      const standing = await readStanding(db, projectOf(request))
      const { told, faults } = planConfiguration(standing, document, request.query.archive)
      refuse(faults)
      const { version } = standing
      tellVersion(reply, version)
      const { id } = projectOf(request)
      const items = await tellElsewhere(db, id, told.items)
      return { version, ...told, items, applied: await lastApplied(id, standing.applied) }
    },
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
      attachValidation: true,
    },
    async (request, reply) => {
      const document = documentIn(request)
      const { id } = projectOf(request)
      const act = actOf(request, clock)
      const applying = { ...request.query, known: knownVersion(request) }
      const outcome = await applyConfiguration(db, id, document, applying, act)
      if (outcome === 'no-project') throw problem('not-found', 'The project is there no more')
      if (outcome === 'stale') {
        throw problem(
          'conflict-version',
          'Something was changed since you looked: plan again, and look at that',
        )
      }
      if ('faults' in outcome) throw invalid(outcome.faults)
      if ('overwrites' in outcome) throw changedElsewhere(document, outcome.overwrites)
      changes.announce(id)
      tellVersion(reply, outcome.version)
      const applied = await lastApplied(id, { ...act.by, appliedAt: new Date(act.now) })
      const { items, warnings } = outcome.plan
      return { items, warnings, applied }
    },
  )

  async function lastApplied(
    projectId: string,
    applied: Pick<NonNullable<Standing['applied']>, 'appliedAt' | 'by_account' | 'by_key'> | null,
  ): Promise<ConfigurationPlan['applied']> {
    if (!applied) return null
    const authorOf = await findAuthors(db, projectId, [applied])
    return { at: applied.appliedAt.toISOString(), by: authorOf(applied) }
  }
}

/** The document in the body. @throws 400 with all that is wrong with it, also with what its languages lack. */
function documentIn(request: FastifyRequest): FilledConfiguration {
  const { validationError, body } = request
  if (validationError) throw withAllFaults(validationError, body)
  const { document, faults } = fillDocument(body as Configuration)
  refuse(faults)
  return document
}

function withAllFaults(error: NonNullable<FastifyRequest['validationError']>, body: unknown): unknown {
  if (!(error instanceof ProblemError) || error.validationContext !== 'body') return error
  const { errors = [] } = error.options
  const { touchpoints } = (body ?? {}) as { touchpoints?: unknown }
  const others = (Array.isArray(touchpoints) ? touchpoints : []).flatMap((touchpoint: unknown, at) => {
    const { survey } = (touchpoint ?? {}) as { survey?: unknown }
    return checkDraft(survey).map(fault => ({
      ...fault,
      pointer: `/touchpoints/${at}/survey${fault.pointer}`,
    }))
  })
  const told = new Set(errors.map(({ pointer }) => pointer))
  return invalid([...errors, ...others.filter(({ pointer }) => !told.has(pointer))])
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
