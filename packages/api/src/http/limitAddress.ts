import type { FastifyReply, FastifyRequest } from 'fastify'
import { secretKeyOf } from '../auth.ts'
import type { Context } from '../context.ts'

/**
 * An `onRequest` hook that takes a token of the address that a page posts from, before anything of the body is read.
 * A server, which brings a secret key, has one address for all the people it speaks for: its project is limited, and
 * its address only by the wrong keys that came from it.
 */
export function limitAddress({ rates }: Context) {
  return (request: FastifyRequest, _reply: FastifyReply, done: () => void): void => {
    if (secretKeyOf(request) === null) rates.takeOfAddress(request)
    // Given back at once: whether the key opens something is seen later.
    else rates.takeForCredential(request)()
    done()
  }
}
