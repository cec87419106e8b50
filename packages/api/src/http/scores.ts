import { scoresQuery, scoresReply } from '@tyck/shared/admin/scores'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { projectOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { createTurnstile } from '../domain/recording/turnstile.ts'
import { planScores } from '../domain/scores/planScores.ts'
import { type ReadRows, readScores } from '../domain/scores/readScores.ts'
import { problem } from '../errors.ts'
import { openDatabase, poolStateOf } from '../store/database.ts'
import { TooManyRows } from '../store/scores.ts'
import { adminRoute, mayRefuse } from './adminRoute.ts'
import { invalid } from './refuse.ts'

/**
 * How many requests read rows at once, of all projects and of one: who reads much leaves one for the others. On
 * connections of their own: what takes seconds must not keep what takes milliseconds waiting.
 */
const rowReaders = { ofAll: 3, ofOne: 2, waiting: 20 }

/** `GET /v1/scores`: what touchpoints score, each series by itself, with what says how far to trust it. */
export function scoresRoute(
  app: FastifyInstance,
  { config, db, databaseUrl, clock, metrics }: Context,
): void {
  const rows = openDatabase(databaseUrl, { connections: rowReaders.ofAll })
  const turns = createTurnstile(rowReaders)
  metrics.watchPool('rows', () => poolStateOf(rows.db))
  app.addHook('onClose', () => rows.close())

  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/scores',
    {
      schema: adminRoute('viewer', {
        operationId: 'getScores',
        ...mayRefuse('query-too-broad'),
        summary: 'Read what touchpoints score, with intervals, changes and the way from showing to answer',
        description:
          'Test responses never count. Without filters, `by` and time zones of half hours it is read from hourly ' +
          'counts, else from the responses, which reach back only so far (`rowsFrom`). With metadata, fewer than 5 ' +
          'answers have no score.',
        tags: ['Scores'],
        querystring: scoresQuery,
        response: { 200: scoresReply },
      }),
    },
    async request => {
      const { id: projectId, timeZone } = projectOf(request)
      const query = { ...request.query, timeZone: request.query.timeZone ?? timeZone }
      const plan = planScores(query, clock())
      if ('faults' in plan) throw invalid(plan.faults, 'The query')
      const timeoutMs = config.limits.scoresMs
      const inTurn: ReadRows = work => turns.pass(projectId, () => work(rows.db))
      const scores = await readScores({ db, inTurn }, projectId, {
        query,
        plan,
        timeoutMs,
      }).catch(error => {
        throw error instanceof TooManyRows ? tooBroad() : error
      })
      if (scores === 'no-touchpoint') {
        throw problem('not-found', 'The project has no touchpoint of one of these keys')
      }
      if (scores === 'too-many-points') throw invalid([tooManyPoints], 'The query')
      return scores
    },
  )
}

const tooManyPoints = {
  pointer: '/interval',
  code: 'invalid-value',
  expected: 'a longer one, for so many touchpoints and days',
}

function tooBroad() {
  return problem(
    'query-too-broad',
    'There are too many responses to read in time: ask for fewer days or touchpoints at once, or leave out filters ' +
      'and `by`, which hourly counts can do without',
  )
}
