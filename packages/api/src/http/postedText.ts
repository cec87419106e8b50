import type { FastifyInstance } from 'fastify'
import { parse } from 'secure-json-parse'
import { problem } from '../errors.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Hands the routes of `app` the bytes of what pages post, to be read by `parsePosted`. */
export function takePostedBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    ['text/plain', 'application/json'],
    { parseAs: 'buffer' },
    (_request, body: Buffer, done) => done(null, body),
  )
}

/**
 * The JSON that a page posted.
 * @throws 400 malformed-body where it is not JSON in UTF-8, or reaches for a prototype
 */
export function parsePosted(bytes: Buffer | undefined): unknown {
  try {
    return parse(utf8.decode(bytes))
  } catch {
    throw problem('malformed-body', 'The body is not JSON in UTF-8')
  }
}
