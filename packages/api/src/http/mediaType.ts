import type { FastifyReply, FastifyRequest } from 'fastify'
import { problem } from '../errors.ts'

// `text/plain` is what a page can post without a preflight (https://fetch.spec.whatwg.org/#cors-safelisted-request-header).
const jsonText = /^(?:text\/plain|application\/json)\s*(?:;.*)?$/i
const otherCharset = /;\s*charset\s*=\s*(?!"?utf-?8"?\s*(?:;|$))/i

/**
 * An `onRequest` hook that lets in only JSON in UTF-8, sent as `text/plain` or `application/json` and not compressed.
 * It runs before the body is read: what it refuses costs no memory.
 */
export function requireJsonText(request: FastifyRequest, _reply: FastifyReply, done: () => void): void {
  if (!jsonText.test(request.headers['content-type'] ?? '')) {
    throw problem('unsupported-media-type', 'Send JSON in UTF-8 as text/plain or application/json')
  }
  requirePlainUtf8(request)
  done()
}

/** @throws 415 where the body says that it is compressed, or in another charset than UTF-8 */
export function requirePlainUtf8({ headers }: FastifyRequest): void {
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity') {
    throw problem('unsupported-media-type', 'Send the body without a content-encoding')
  }
  if (otherCharset.test(headers['content-type'] ?? '')) {
    throw problem('unsupported-media-type', 'Send the body in UTF-8')
  }
}
