import type { FastifyReply, FastifyRequest } from 'fastify'
import { authenticatedOf } from '../auth.ts'
import type { Act, KnownRevision, Refusal } from '../domain/publishing/changeTouchpoint.ts'
import { problem } from '../errors.ts'
import { invalid } from './refuse.ts'

/** Who makes the change that `request` asks for, and when. */
export function actOf(request: FastifyRequest, clock: () => number): Act {
  const { keyId, account } = authenticatedOf(request)
  return { now: clock(), by: { by_account: account?.id ?? null, by_key: keyId } }
}

/** Sends a touchpoint's revision as the ETag: who changes it says with If-Match which one they looked at. */
export function tellRevision<T extends { revision: number }>(reply: FastifyReply, touchpoint: T): T {
  reply.header('etag', `"${touchpoint.revision}"`)
  return touchpoint
}

/** The revision in If-Match; null where there is none, or `*`. */
export function knownRevision(request: FastifyRequest): KnownRevision {
  const given = request.headers['if-match']
  if (given === undefined || given.trim() === '*') return null
  const revision = /^\s*"(\d{1,9})"\s*$/.exec(given)?.[1]
  if (revision === undefined) throw invalid([notARevision], 'The header')
  return Number(revision)
}

/** The same where nothing may be changed unseen. */
export function requireRevision(request: FastifyRequest): KnownRevision {
  if (request.headers['if-match'] === undefined)
    throw invalid([{ ...notARevision, code: 'missing' }], 'The header')
  return knownRevision(request)
}

const notARevision = {
  pointer: '/if-match',
  code: 'invalid-value',
  expected: 'the ETag of what is changed, as it was read: "7"; or * for any',
}

/** Whether it must not be there yet: `If-None-Match: *`. */
export function mustBeNew(request: FastifyRequest): boolean {
  return request.headers['if-none-match']?.trim() === '*'
}

/** What a change came to. @throws the problem where it was refused */
export function done<T>(outcome: T | Refusal): T {
  if (outcome === 'no-touchpoint') throw noTouchpoint()
  if (outcome === 'stale') {
    throw problem(
      'conflict-version',
      'It was changed since you read it: read it again, and decide what is to stand',
    )
  }
  if (outcome === 'archived') {
    throw problem(
      'touchpoint-archived',
      'The touchpoint is archived: PUT its state to active or paused first',
    )
  }
  return outcome
}

export function noTouchpoint() {
  return problem(
    'not-found',
    'The project has no touchpoint of this key; PUT /v1/touchpoints/{key} makes one',
  )
}
