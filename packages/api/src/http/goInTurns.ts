import type { FastifyInstance } from 'fastify'
import { projectOf } from '../auth.ts'
import { Overloaded } from '../domain/recording/recordQueue.ts'
import { createTurnstile, type Turnstile } from '../domain/recording/turnstile.ts'
import { problem } from '../errors.ts'

/**
 * How many requests of one project are worked at, and of all; each needs one connection for what takes long. A page of
 * the console asks for up to ten things at once, and a few people look at it.
 */
const atOnce = { ofOne: 4, ofAll: 6, waiting: 60, waitMs: 3_000 }

/**
 * Lets each project have only so many requests to the routes of `app` worked at, and the others of it wait a little: the
 * connections are for all projects. Around the handlers and not by hooks, for a handler goes on when its browser has gone.
 */
export function goInTurns(app: FastifyInstance): Turnstile {
  const turns = createTurnstile(atOnce)
  app.addHook('onRoute', route => {
    const { handler } = route
    route.handler = async function (request, reply) {
      return turns
        .pass(projectOf(request).id, async () => handler.call(this, request, reply))
        .catch(error => {
          throw error instanceof Overloaded ? tooMuch() : error
        })
    }
  })
  return turns
}

function tooMuch() {
  return problem('overloaded', 'More is asked for this project at once than there is room for; try again')
}
