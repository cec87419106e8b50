import { responseState, responsesBody, responsesReply } from '@tyck/shared/contract/responses'
import { limits } from '@tyck/shared/contract/vocabulary'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { secretKeyOf } from '../auth.ts'
import type { Context } from '../context.ts'
import { createHashRespondent } from '../domain/keeping/hashRespondent.ts'
import { gradeSender } from '../domain/recording/gradeSender.ts'
import { createRecordQueue, Overloaded, queueLimits } from '../domain/recording/recordQueue.ts'
import { recordResponses } from '../domain/recording/recordResponses.ts'
import { problem } from '../errors.ts'
import { openDatabase, poolStateOf } from '../store/database.ts'
import { flush } from '../store/responses.ts'
import { DatabaseUnavailable } from '../store/unavailable.ts'
import type { Callers } from './callers.ts'
import { limitAddress } from './limitAddress.ts'
import { requireJsonText } from './mediaType.ts'
import { nextTurn } from './nextTurn.ts'
import { takePostedBytes } from './postedText.ts'
import { parseResponsesPost, type ResponsesPost } from './responsesPost.ts'

const schema = {
  operationId: 'recordResponses',
  summary: 'Record responses',
  description:
    'Each item carries the whole state of a response so far; the highest `seq` of an id stands. What is `stored` is ' +
    'committed. Post with a publishable key as `key` from a page, or with a secret key as Bearer from a server.',
  tags: ['Public'],
  consumes: ['application/json', 'text/plain'],
  body: responsesBody.extend({ responses: z.array(responseState).min(1).max(limits.responses) }),
  response: { 200: responsesReply },
}

/** `POST /v1/responses`: stores what pages and servers tell, and answers when it is committed. */
export function recordResponsesRoute(app: FastifyInstance, context: Context, callers: Callers): void {
  const { config, clock, databaseUrl, rates, drift, metrics } = context
  const hashRespondent = createHashRespondent(config.secret)
  const writers = openDatabase(databaseUrl, { connections: queueLimits.lanes, prepare: true })
  const queue = createRecordQueue({
    flush: rows => metrics.timeFlush(rows.length, () => flush(writers.db, rows)),
    report: sqlState => app.log.error({ sqlState }, 'Postgres cannot store a response that was found valid'),
  })
  metrics.watchQueue(queue.depth)
  metrics.watchPool('writers', () => poolStateOf(writers.db))

  async function record(request: FastifyRequest, { key, responses }: ResponsesPost, receivedAt: number) {
    // The first was taken before the body was read.
    if (secretKeyOf(request) === null) rates.takeOfAddress(request, responses.length - 1)
    const caller = await callers.identify(request, key)
    rates.takeOfProject(caller.project.id, responses.length)
    const sender = caller.isServer ? null : gradeSender(request.headers, caller.project.origins)
    const { project, isServer, refresh } = caller
    // Named one by one: copying the caller took a twentieth of all that a post costs.
    return recordResponses(responses, {
      project,
      isServer,
      refresh,
      sender,
      queue,
      drift,
      vouch: callers.vouch,
      hashRespondent,
      receivedAt,
    })
  }

  app.register(async scope => {
    takePostedBytes(scope)
    scope.addHook('onClose', async () => {
      await queue.close()
      await writers.close()
    })
    scope.route<{ Body: Buffer | undefined }>({
      method: 'POST',
      url: '/v1/responses',
      bodyLimit: limits.bodyBytes,
      schema,
      // The schemas are for the OpenAPI document; the body is checked below, item by item, and the reply is our own.
      validatorCompiler: () => value => ({ value }),
      serializerCompiler: () => value => JSON.stringify(value),
      onRequest: [limitAddress(context), requireJsonText],
      async handler(request, reply) {
        const receivedAt = clock()
        await nextTurn()
        const post = parseResponsesPost(request.body)
        const results = await within(config.limits.storeMs, record(request, post, receivedAt)).catch(
          error => {
            throw error instanceof Overloaded ? overloaded() : error
          },
        )
        metrics.recorded(results)
        return reply.header('cache-control', 'no-store').send({ results })
      },
    })
  })
}

/** `work`, unless it takes longer than `ms` milliseconds; it goes on then, but nobody is told that it succeeded. */
function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DatabaseUnavailable(new Error(`no answer in ${ms} ms`))), ms)
    work.then(
      value => {
        clearTimeout(timer)
        resolve(value)
      },
      error => {
        clearTimeout(timer)
        reject(error)
      },
    )
  })
}

function overloaded() {
  return problem('overloaded', 'More responses come in than can be stored; send this again')
}
