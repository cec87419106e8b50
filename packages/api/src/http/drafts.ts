import {
  draftInput,
  previewInput,
  publishedDraft,
  publishInput,
  touchpointDraft,
} from '@tyck/shared/admin/drafts'
import { surveysBody } from '@tyck/shared/contract/surveys'
import { touchpointKey } from '@tyck/shared/contract/vocabulary'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { publishDraft } from '../domain/publishing/publishDraft.ts'
import { readDraft } from '../domain/publishing/reviewDraft.ts'
import { dropDraft, saveDraft } from '../domain/publishing/saveDraft.ts'
import { previewSurveys } from '../domain/serving/previewSurveys.ts'
import { problem } from '../errors.ts'
import { findTouchpoint } from '../store/touchpoints.ts'
import { adminRoute, mayRefuse, takesRevision } from './adminRoute.ts'
import { leavesNoTrace } from './auditWrites.ts'
import { invalid } from './refuse.ts'
import { actOf, done, noTouchpoint, requireRevision, tellRevision } from './revision.ts'

const params = z.object({ key: touchpointKey })
const version =
  'If-Match must have the ETag under which it was read, or `*`: else somebody could be overwritten unseen (412).'

/** What is being written for a touchpoint: a draft for all who edit, its preview, and its publishing. */
export function draftRoutes(app: FastifyInstance, { db, clock, changes }: Context): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    '/v1/touchpoints/:key/draft',
    {
      schema: adminRoute('viewer', {
        operationId: 'getDraft',
        summary: 'A touchpoint with what is being written for it',
        description: '`changes` says what publishing it would change, `faults` what stands against that.',
        tags: ['Touchpoints'],
        params,
        response: { 200: touchpointDraft },
      }),
    },
    async (request, reply) => {
      const found = await readDraft(db, projectOf(request).id, request.params.key)
      if (!found) throw noTouchpoint()
      tellRevision(reply, found.touchpoint)
      return found
    },
  )

  routes.put(
    '/v1/touchpoints/:key/draft',
    {
      ...leavesNoTrace,
      schema: adminRoute('editor', {
        operationId: 'putDraft',
        ...takesRevision('required'),
        ...mayRefuse('conflict-version'),
        summary: 'Keep a draft in the place of the one before',
        description: `It may lack what a published one must have. Pages see nothing of it. ${version}`,
        tags: ['Touchpoints'],
        params,
        body: draftInput,
        response: { 200: touchpointDraft },
      }),
    },
    async (request, reply) => {
      const { id } = projectOf(request)
      const known = requireRevision(request)
      const saved = done(
        await saveDraft(db, id, request.params.key, request.body, actOf(request, clock), known),
      )
      tellRevision(reply, saved.touchpoint)
      return saved
    },
  )

  routes.delete(
    '/v1/touchpoints/:key/draft',
    {
      schema: adminRoute('editor', {
        operationId: 'deleteDraft',
        ...takesRevision('required'),
        ...mayRefuse('conflict-version'),
        summary: 'Throw a draft away',
        description: version,
        tags: ['Touchpoints'],
        params,
        response: { 200: touchpointDraft },
      }),
    },
    async (request, reply) => {
      const known = requireRevision(request)
      const dropped = done(await dropDraft(db, projectOf(request).id, request.params.key, known))
      tellRevision(reply, dropped.touchpoint)
      return dropped
    },
  )

  routes.post(
    '/v1/touchpoints/:key/publish',
    {
      schema: adminRoute('editor', {
        operationId: 'publishDraft',
        ...takesRevision('required'),
        ...mayRefuse('touchpoint-archived', 'conflict-version'),
        summary: 'Put a draft in force',
        description:
          'Of survey, rules and metadata what differs becomes a new version, all at once. Pages show it within about ' +
          `a minute. ${version}`,
        tags: ['Touchpoints'],
        params,
        body: publishInput,
        response: { 200: publishedDraft },
      }),
    },
    async (request, reply) => {
      const { id } = projectOf(request)
      const known = requireRevision(request)
      const outcome = done(
        await publishDraft(db, id, request.params.key, request.body, actOf(request, clock), known),
      )
      if (outcome === 'no-draft') throw problem('not-found', 'The touchpoint has no draft')
      if (outcome === 'outdated') {
        throw problem(
          'conflict-version',
          'Something was published since the draft was saved: look at both, and save it anew where it is to stand',
        )
      }
      if ('faults' in outcome) throw invalid(outcome.faults, 'The draft')
      changes.announce(id)
      tellRevision(reply, outcome.touchpoint)
      return outcome
    },
  )

  routes.post(
    '/v1/touchpoints/:key/preview',
    {
      ...leavesNoTrace,
      schema: adminRoute('viewer', {
        operationId: 'previewDraft',
        summary: 'What a page would be told, had this been published',
        description:
          'In the form of `GET /v1/projects/{publishableKey}/surveys`, for the widget to draw. Everybody is asked; its ' +
          'ids are those of nothing, so that nothing can be recorded. Nothing is kept.',
        tags: ['Touchpoints'],
        params,
        body: previewInput,
        response: { 200: surveysBody },
      }),
    },
    async request => {
      const project = projectOf(request)
      const { key } = request.params
      if (!(await findTouchpoint(db, project.id, key))) throw noTouchpoint()
      const body = previewSurveys(project, key, request.body)
      if (!body) throw invalid([lacksLanguage])
      return body
    },
  )
}

const lacksLanguage = {
  pointer: '/survey/locales',
  code: 'lacks-default-locale',
  expected: 'the language that defaultLocale names among them',
}
