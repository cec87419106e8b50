import {
  publishedRules,
  publishedSurvey,
  rulesInput,
  surveyInput,
  touchpoint,
  touchpointInput,
  touchpointList,
  touchpointQuery,
} from '@tyck/shared/admin/touchpoints'
import { touchpointKey } from '@tyck/shared/contract/vocabulary'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { mostFaults } from '../domain/faults/mostFaults.ts'
import { canonicalLocales } from '../domain/publishing/canonicalLocales.ts'
import { checkDraft } from '../domain/publishing/checkDraft.ts'
import { checkName } from '../domain/publishing/checkName.ts'
import { checkMetadata, checkRules } from '../domain/publishing/checkRules.ts'
import { checkSurvey } from '../domain/publishing/checkSurvey.ts'
import { publishRules, settingsOf } from '../domain/publishing/publishRules.ts'
import { publishSurvey } from '../domain/publishing/publishSurvey.ts'
import { resetWarnings } from '../domain/publishing/resetWarnings.ts'
import { saveTouchpoint } from '../domain/publishing/saveTouchpoint.ts'
import { surveyWarnings } from '../domain/publishing/surveyWarnings.ts'
import { indistinct } from '../domain/publishing/toPublish.ts'
import { readAllTouchpoints, readTouchpoint, readTouchpoints } from '../domain/serving/readTouchpoints.ts'
import { ProblemError } from '../errors.ts'
import { adminRoute, mayRefuse, takesRevision } from './adminRoute.ts'
import { givenBody, keepGivenBody } from './givenBody.ts'
import { invalid, refuse } from './refuse.ts'
import { actOf, done, knownRevision, mustBeNew, noTouchpoint, tellRevision } from './revision.ts'

const params = z.object({ key: touchpointKey })

/** Touchpoints, what they ask (surveys) and how (rules). */
export function touchpointRoutes(app: FastifyInstance, { db, clock, changes }: Context): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    '/v1/touchpoints',
    {
      schema: adminRoute('viewer', {
        operationId: 'listTouchpoints',
        summary: 'The touchpoints in the order of the journey, each with what it asks now, and how',
        tags: ['Touchpoints'],
        querystring: touchpointQuery,
        response: { 200: touchpointList },
      }),
    },
    async request => {
      const read = request.query.archived ? readAllTouchpoints : readTouchpoints
      return { touchpoints: await read(db, projectOf(request).id) }
    },
  )

  routes.get(
    '/v1/touchpoints/:key',
    {
      schema: adminRoute('viewer', {
        operationId: 'getTouchpoint',
        summary: 'One touchpoint, with what it asks now, and how',
        tags: ['Touchpoints'],
        params,
        response: { 200: touchpoint },
      }),
    },
    async (request, reply) => {
      const found = await readTouchpoint(db, projectOf(request).id, request.params.key)
      if (!found) throw noTouchpoint()
      return tellRevision(reply, found)
    },
  )

  routes.put(
    '/v1/touchpoints/:key',
    {
      schema: adminRoute('editor', {
        operationId: 'putTouchpoint',
        ...takesRevision('optional'),
        ...mayRefuse('conflict-version'),
        summary: 'Make or rename a touchpoint',
        description:
          'A new one has the default rules, stands last, and asks nothing until a survey is published. Without ' +
          '`metadata` what it takes stays as it is. With `If-None-Match: *` it is only made.',
        tags: ['Touchpoints'],
        params,
        body: touchpointInput,
        response: { 200: touchpoint },
      }),
    },
    async (request, reply) => {
      const { id } = projectOf(request)
      const { body } = request
      const { key } = request.params
      refuse(checkName(body.name))
      const standing = await readTouchpoint(db, id, key)
      if (standing && body.metadata !== undefined) refuse(checkMetadata(body.metadata, standing.rules))
      const known = mustBeNew(request) ? 'none' : knownRevision(request)
      const saved = done(await saveTouchpoint(db, id, key, body, actOf(request, clock), known))
      changes.announce(id)
      return tellRevision(reply, saved)
    },
  )

  routes.put(
    '/v1/touchpoints/:key/survey',
    {
      schema: adminRoute('editor', {
        operationId: 'publishSurvey',
        ...takesRevision('optional'),
        ...mayRefuse('touchpoint-archived', 'conflict-version'),
        summary: 'Publish what a touchpoint asks',
        description:
          'Pages show it within about a minute. Every language must be as complete as the default one. ' +
          'A language that is left out is no longer asked in. Another metric begins a new series by itself.',
        tags: ['Touchpoints'],
        params,
        body: surveyInput,
        response: { 200: publishedSurvey },
      }),
      preValidation: keepGivenBody,
      attachValidation: true,
    },
    async request => {
      const { validationError } = request
      if (validationError) throw withAllFaults(validationError, request.body)
      const { id } = projectOf(request)
      const input = canonicalLocales(request.body)
      if (!input) throw invalid([indistinct])
      refuse(checkSurvey(input))
      const known = knownRevision(request)
      const { published, before } = done(
        await publishSurvey(db, id, request.params.key, input, actOf(request, clock), known),
      )
      changes.announce(id)
      return { ...published, warnings: surveyWarnings(published, before, givenBody(request)) }
    },
  )

  routes.put(
    '/v1/touchpoints/:key/rules',
    {
      schema: adminRoute('editor', {
        operationId: 'publishRules',
        ...takesRevision('optional'),
        ...mayRefuse('touchpoint-archived', 'conflict-version'),
        summary: 'Publish how a touchpoint asks',
        description:
          'What is left out gets its default; `warnings` says where that changed something. Scores stay comparable.',
        tags: ['Touchpoints'],
        params,
        body: rulesInput,
        response: { 200: publishedRules },
      }),
      preValidation: keepGivenBody,
    },
    async request => {
      const { id } = projectOf(request)
      const { key } = request.params
      const standing = await readTouchpoint(db, id, key)
      if (!standing) throw noTouchpoint()
      refuse(checkRules(request.body, standing.metadata))
      const known = knownRevision(request)
      const { published, before } = done(
        await publishRules(db, id, key, request.body, actOf(request, clock), known),
      )
      changes.announce(id)
      const warnings = before
        ? resetWarnings(settingsOf(before), settingsOf(published), givenBody(request))
        : []
      return { ...published, warnings }
    },
  )
}

/** A survey's error with what its languages lack beside: who translates wants to hear all of it at once. */
function withAllFaults(error: FastifyRequest['validationError'], body: unknown): unknown {
  if (!(error instanceof ProblemError) || error.validationContext !== 'body') return error
  const { errors = [] } = error.options
  // No more are told.
  if (errors.length >= mostFaults) return error
  const others = checkDraft(body).filter(({ pointer }) => !errors.some(each => each.pointer === pointer))
  return invalid([...errors, ...others])
}
