import type { FastifyRequest } from 'fastify'

const given = new WeakMap<FastifyRequest, unknown>()

/** A `preValidation` hook that keeps the body as it was sent: in `request.body` what was left out has its default. */
export async function keepGivenBody(request: FastifyRequest): Promise<void> {
  given.set(request, request.body)
}

/** The body as it was sent, where the route has `keepGivenBody`. */
export function givenBody(request: FastifyRequest): unknown {
  return given.get(request)
}
