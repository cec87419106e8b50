import {
  type EligibilityBody,
  eligibilityBody,
  eligibilityReply,
  type QuietReason,
} from '@tyck/shared/contract/eligibility'
import { limits } from '@tyck/shared/contract/vocabulary'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { faultsOf } from '../domain/faults/faultsOf.ts'
import { eligibilityOf, historyFor } from '../domain/recording/eligibility.ts'
import { normaliseText } from '../domain/recording/normaliseText.ts'
import { Overloaded } from '../domain/recording/recordQueue.ts'
import { createTurnstile } from '../domain/recording/turnstile.ts'
import { problem } from '../errors.ts'
import { readRespondentHistory } from '../store/respondentHistory.ts'
import type { Caller, Callers } from './callers.ts'
import { limitAddress } from './limitAddress.ts'
import { requireJsonText } from './mediaType.ts'
import { parsePosted, takePostedBytes } from './postedText.ts'
import { invalid } from './refuse.ts'

const faults = faultsOf(eligibilityBody)

/** How many respondents of one project may be looked up at once: the connections are for all projects. */
const mostUnderWay = 100

const schema = {
  operationId: 'askEligibility',
  summary: 'May this respondent be asked here now?',
  description:
    'By what they were asked on all their devices, where the project limits that (`acrossDevices`); elsewhere the ' +
    'reason is always null. Where the project reads identities, pages are told of signed respondents only.',
  tags: ['Public'],
  consumes: ['application/json', 'text/plain'],
  body: eligibilityBody,
  response: { 200: eligibilityReply },
}

/** `POST /v1/eligibility`: whether a respondent may be asked, on whatever device they were asked before. */
export function eligibilityRoute(app: FastifyInstance, context: Context, callers: Callers): void {
  const { db, clock, rates } = context
  const turnstile = createTurnstile({ ofOne: mostUnderWay })

  async function reasonFor(caller: Caller, body: EligibilityBody): Promise<QuietReason | null> {
    const { project } = caller
    const { limits } = project
    if (!limits) return null
    const now = clock()
    const voucher = await callers.vouch(project, {
      identity: body.identity,
      isServer: caller.isServer,
      at: now,
      now,
    })
    // Who asks for somebody else would learn what they did: a stranger is told nothing of anybody.
    if (project.identity !== 'off' && (voucher === null || voucher === 'invalid')) {
      return project.identity === 'enforce' ? 'no-survey' : null
    }
    const { touchpoints, budget } = limits
    const touchpoint = Object.hasOwn(touchpoints, body.touchpoint) && touchpoints[body.touchpoint]
    if (!touchpoint) return 'no-survey'
    const { sub, metadata = {} } =
      typeof voucher === 'object' && voucher !== null ? voucher : { sub: body.respondent }
    const asked = historyFor(touchpoint, budget, { ...body.metadata, ...metadata }, now)
    const history = await turnstile.pass(project.id, () =>
      readRespondentHistory(db, project.id, normaliseText(sub), asked),
    )
    return eligibilityOf(touchpoint, budget, history, now)
  }

  app.register(async scope => {
    takePostedBytes(scope)
    scope.route<{ Body: Buffer | undefined }>({
      method: 'POST',
      url: '/v1/eligibility',
      bodyLimit: limits.bodyBytes,
      schema,
      // The schemas are for the OpenAPI document: a page may post text, which is read below.
      validatorCompiler: () => value => ({ value }),
      onRequest: [limitAddress(context), requireJsonText],
      async handler(request: FastifyRequest<{ Body: Buffer | undefined }>, reply) {
        const body = readBody(request.body)
        const caller = await callers.identify(request, body.key)
        rates.takeOfProject(caller.project.id, 1)
        const reason = await reasonFor(caller, body).catch(error => {
          throw error instanceof Overloaded ? overloaded() : error
        })
        return reply.header('cache-control', 'no-store').send({ reason })
      },
    })
  })
}

function readBody(bytes: Buffer | undefined): EligibilityBody {
  const { success, data, error } = eligibilityBody.safeParse(parsePosted(bytes), { reportInput: true })
  if (success) return data
  // What follows the field may be the caller's own key; where a key is at fault it is left out already.
  const told = error.issues.map(issue =>
    issue.code === 'invalid_key' ? issue : { ...issue, path: issue.path.slice(0, 1) },
  )
  throw invalid(faults(told))
}

function overloaded() {
  return problem('overloaded', 'More is asked for this project than can be looked up; ask again')
}
