import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { normaliseText } from '../domain/recording/normaliseText.ts'
import { problem } from '../errors.ts'
import { requirePlainUtf8 } from './mediaType.ts'

/** Deeper than anything that is described, and shallow enough to walk. */
const maxDepth = 20
/** Longer than any list or object that is described: what is refused in each of its parts costs a second to say. */
const maxEntries = 2_000

/** The admin API takes `application/json` in UTF-8 and nothing else. */
export function takeJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      requirePlainUtf8(request)
      // With a cookie the type is sent where there is no body, too.
      if (body.length === 0 && needsNoBody(request.routeOptions.schema?.body)) return undefined
      return parseJson(body)
    },
  )
}

/** Whether a route takes no body, or one of which nothing has to be said. */
function needsNoBody(schema: unknown): boolean {
  return schema === undefined || (schema instanceof z.ZodType && schema.safeParse({}).success)
}

/**
 * The value of a JSON text in UTF-8, every text in it normalised, so that Postgres can store it.
 * @throws 400 malformed-body for anything else, and for keys that reach for an object's prototype
 */
function parseJson(body: Buffer): unknown {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw problem('malformed-body', 'The body is not JSON in UTF-8')
  }
  return normalise(value, 0)
}

function normalise(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return normaliseText(value)
  // JSON has a zero below zero, and no database keeps it apart.
  if (Object.is(value, -0)) return 0
  if (typeof value !== 'object' || value === null) return value
  if (depth === maxDepth) throw problem('malformed-body', 'The body is nested too deeply')
  const { length } = Array.isArray(value) ? value : Object.keys(value)
  if (length > maxEntries)
    throw problem('malformed-body', 'The body has a list or an object that is too long')
  if (Array.isArray(value)) return value.map(each => normalise(each, depth + 1))
  const entries = Object.entries(value).map(([key, each]) => {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
      throw problem('malformed-body', 'The body has a key that is not taken')
    }
    return [key, normalise(each, depth + 1)] as const
  })
  return Object.fromEntries(entries)
}
