import { limits, responseState, responsesBody, responsesReply, windows } from '@tyck/shared/contract'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { authenticate, mayOpen } from '../auth.ts'
import type { Context } from '../context.ts'
import { mayPostFrom } from '../domain/mayPostFrom.ts'
import { createProjectCache } from '../domain/projectCache.ts'
import { createRecordQueue, Overloaded, queueLimits } from '../domain/recordQueue.ts'
import { recordResponses } from '../domain/recordResponses.ts'
import { createSealing } from '../domain/sealing.ts'
import { createSeenOrigins } from '../domain/seenOrigins.ts'
import { createVouch } from '../domain/vouch.ts'
import { problem } from '../errors.ts'
import { openDatabase } from '../store/database.ts'
import { findIngestionProjects } from '../store/ingestionProjects.ts'
import { noteOrigin } from '../store/originsSeen.ts'
import { flush } from '../store/responses.ts'
import { DatabaseUnavailable } from '../store/unavailable.ts'
import { requireJsonText } from './mediaType.ts'
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
export function recordResponsesRoute(app: FastifyInstance, context: Context): void {
  const { config, db, clock, changes, databaseUrl } = context
  const writers = openDatabase(databaseUrl, { connections: queueLimits.lanes, prepare: true })
  const queue = createRecordQueue({
    flush: rows => flush(writers.db, rows),
    report: sqlState => app.log.error({ sqlState }, 'Postgres cannot store a response that was found valid'),
  })
  const projects = createProjectCache(
    keys => findIngestionProjects(db, keys, clock() - 3 * windows.ageMs),
    clock,
  )
  const origins = createSeenOrigins((projectId, origin) => noteOrigin(db, projectId, origin))
  const vouch = createVouch(createSealing(config.secret), projectId =>
    app.log.error(
      { projectId },
      'identity secrets do not open: TYCK_SECRET is another than when they were made',
    ),
  )
  changes.subscribe(projects.forget)

  async function record(request: FastifyRequest, post: ResponsesPost, receivedAt: number) {
    const key = await projectKey(context, request, post)
    const project = await projects.find(key)
    if (!project) throw unauthorized()
    const { origin } = request.headers
    if (key !== project.id) {
      if (origin === undefined || !mayPostFrom(project.origins, origin)) throw originNotAllowed()
      origins.note(project.id, origin)
    }
    return recordResponses(project, post.responses, {
      queue,
      vouch,
      isServer: key === project.id,
      receivedAt,
      refresh: () => projects.findFresh(key),
    })
  }

  app.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      ['text/plain', 'application/json'],
      { parseAs: 'buffer' },
      async (_request: FastifyRequest, body: Buffer) => body,
    )
    scope.addHook('onClose', async () => {
      await queue.close()
      await writers.close()
      await origins.settled()
    })
    scope.route<{ Body: Buffer | undefined }>({
      method: 'POST',
      url: '/v1/responses',
      bodyLimit: limits.bodyBytes,
      schema,
      // The schemas are for the OpenAPI document; the body is checked below, item by item, and the reply is our own.
      validatorCompiler: () => value => ({ value }),
      serializerCompiler: () => value => JSON.stringify(value),
      onRequest: requireJsonText,
      async handler(request, reply) {
        const receivedAt = clock()
        const post = parseResponsesPost(request.body ?? Buffer.alloc(0))
        const results = await within(config.limits.storeMs, record(request, post, receivedAt)).catch(
          error => {
            throw error instanceof Overloaded ? overloaded() : error
          },
        )
        return reply.header('cache-control', 'no-store').send({ results })
      },
    })
  })
}

/** What to find the project by: its publishable key, or its id where the request brings a secret key. */
async function projectKey(
  context: Context,
  request: FastifyRequest,
  { key }: ResponsesPost,
): Promise<string> {
  if (request.headers.authorization === undefined) {
    if (key === undefined || !mayOpen(context.config, key)) throw unauthorized()
    return key
  }
  const { id } = await authenticate(context, request)
  if (key === undefined) return id
  throw problem('validation-failed', 'Send either a publishable key in the body or a secret key as Bearer', {
    errors: [{ pointer: '/key', code: 'unexpected', expected: 'no key in the body beside a secret key' }],
  })
}

/** `work`, unless it takes longer than `ms` milliseconds; it goes on then, but nobody is told that it succeeded. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseUnavailable(new Error(`no answer in ${ms} ms`))), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function unauthorized() {
  return problem(
    'unauthorized',
    'Send a publishable key as "key", or a secret key as "Authorization: Bearer sk_…"',
  )
}

function originNotAllowed() {
  return problem(
    'origin-not-allowed',
    'The Origin is not on the list of this project; a server, which sends none, takes a secret key instead',
  )
}

function overloaded() {
  return problem('overloaded', 'More responses come in than can be stored; send this again')
}
