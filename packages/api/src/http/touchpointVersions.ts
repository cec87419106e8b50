import { difference, differenceQuery, restoreInput } from '@tyck/shared/admin/difference'
import { historyQuery, touchpoint, touchpointHistory } from '@tyck/shared/admin/touchpoints'
import { touchpointKey } from '@tyck/shared/contract/vocabulary'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { differenceOf } from '../domain/publishing/differenceOf.ts'
import { settingsOf } from '../domain/publishing/publishRules.ts'
import { restoreVersion } from '../domain/publishing/restoreVersion.ts'
import { surveyContent } from '../domain/publishing/surveyContent.ts'
import { readHistory } from '../domain/serving/readTouchpoints.ts'
import { problem } from '../errors.ts'
import { adminRoute, mayRefuse, takesRevision } from './adminRoute.ts'
import { invalid } from './refuse.ts'
import { actOf, done, knownRevision, noTouchpoint, tellRevision } from './revision.ts'

const params = z.object({ key: touchpointKey })

/** The versions of a touchpoint's surveys and rules: to read, to compare, and to publish anew. */
export function touchpointVersionRoutes(app: FastifyInstance, { db, clock, changes }: Context): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    '/v1/touchpoints/:key/history',
    {
      schema: adminRoute('viewer', {
        operationId: 'getTouchpointHistory',
        summary: 'Every version of what a touchpoint asked, and how',
        tags: ['Touchpoints'],
        description:
          'Up to 100 of each, the newest first; of older ones those before a version. Texts come with the survey that ' +
          '`texts` names.',
        params,
        querystring: historyQuery,
        response: { 200: touchpointHistory },
      }),
    },
    async request => {
      const { texts, ...before } = request.query
      const textsOf = texts === undefined ? [] : [texts]
      const history = await readHistory(db, projectOf(request).id, request.params.key, { textsOf, ...before })
      if (!history) throw noTouchpoint()
      return history
    },
  )

  routes.get(
    '/v1/touchpoints/:key/difference',
    {
      schema: adminRoute('viewer', {
        operationId: 'getTouchpointDifference',
        summary: 'How one version differs from another',
        description: 'Of two surveys, or of two rules, that the history has.',
        tags: ['Touchpoints'],
        params,
        querystring: differenceQuery,
        response: { 200: difference },
      }),
    },
    async request => {
      const ids = [request.query.from.toLowerCase(), request.query.to.toLowerCase()]
      const history = await readHistory(db, projectOf(request).id, request.params.key, { ids, textsOf: ids })
      if (!history) throw noTouchpoint()
      const surveys = ids.map(id => surveyContent(history.surveys.find(survey => survey.id === id) ?? null))
      const rules = ids
        .map(id => history.rules.find(each => each.id === id))
        .map(each => each && settings(each))
      const [from, to] = surveys
      if (from && to) return { changes: differenceOf('survey', from, to) }
      const [before, after] = rules
      if (before && after) return { changes: differenceOf('rules', before, after) }
      throw noVersion()
    },
  )

  routes.post(
    '/v1/touchpoints/:key/restore',
    {
      schema: adminRoute('editor', {
        operationId: 'restoreTouchpointVersion',
        ...takesRevision('optional'),
        ...mayRefuse('touchpoint-archived', 'conflict-version'),
        summary: 'Publish an older survey, or older rules, anew',
        description:
          'A survey goes on in its own series. It is refused where it would not be published today. Whether the ' +
          'touchpoint is paused stays as it is.',
        tags: ['Touchpoints'],
        params,
        body: restoreInput,
        response: { 200: touchpoint },
      }),
    },
    async (request, reply) => {
      const { id } = projectOf(request)
      const { key } = request.params
      const known = knownRevision(request)
      const restored = done(await restoreVersion(db, id, key, request.body, actOf(request, clock), known))
      if (restored === 'no-version') throw noVersion()
      if ('faults' in restored) throw invalid(restored.faults, 'The version')
      changes.announce(id)
      return tellRevision(reply, restored)
    },
  )
}

/** What the history has of rules, without when, why and by whom. */
function settings({ note: _note, by: _by, ...rules }: z.output<typeof touchpointHistory>['rules'][number]) {
  return settingsOf(rules)
}

function noVersion() {
  return problem('not-found', 'The history of the touchpoint has no such surveys, and no such rules')
}
