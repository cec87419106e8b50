import type { FastifyInstance } from 'fastify'
import { projectOf } from '../auth.ts'
import { Overloaded } from '../domain/recording/recordQueue.ts'
import { createTurnstile, type TurnstileLimits } from '../domain/recording/turnstile.ts'
import { problem } from '../errors.ts'

/** How many requests of one project are worked at, and of all. */
const atOnce = {
  /**
   * Each needs one connection for what takes long. A page of the console asks for up to ten things at once, and a few
   * people look at it.
   */
  reads: { ofOne: 4, ofAll: 6, waiting: 60, waitMs: 3_000 },
  /** Those that wait for somebody else's server, up to 15 s: with turns of their own they hold up no reader. */
  tests: { ofOne: 2, ofAll: 8 },
  /** Those that look up a name, which may take some seconds. */
  lookUps: { ofOne: 2, ofAll: 8, waiting: 10, waitMs: 3_000 },
} satisfies Record<string, TurnstileLimits>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Among which requests those of a route take turns. Default `reads`. */
    turns?: keyof typeof atOnce
  }
}

/**
 * Lets each project have only so many requests to the routes of `app` worked at, and the others of it wait a little: the
 * connections are for all projects. Around the handlers and not by hooks, for a handler goes on when its browser has gone.
 */
export function goInTurns(app: FastifyInstance): { settled(): Promise<unknown> } {
  const turns = {
    reads: createTurnstile(atOnce.reads),
    tests: createTurnstile(atOnce.tests),
    lookUps: createTurnstile(atOnce.lookUps),
  }
  app.addHook('onRoute', route => {
    const { handler } = route
    const turnstile = turns[route.config?.turns ?? 'reads']
    route.handler = async function (request, reply) {
      return turnstile
        .pass(projectOf(request).id, async () => handler.call(this, request, reply))
        .catch(error => {
          throw error instanceof Overloaded ? tooMuch() : error
        })
    }
  })
  return { settled: () => Promise.all(Object.values(turns).map(turnstile => turnstile.settled())) }
}

function tooMuch() {
  return problem('overloaded', 'More is asked for this project at once than there is room for; try again')
}
