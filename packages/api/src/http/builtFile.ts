import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { acceptedEncoding, etagOf, matchesRevision } from './representation.ts'

/** For what is named by a hash of its content. */
export const aYear = 'public, max-age=31536000, immutable'

/** A file that was built with its compressed forms beside it. */
export interface BuiltFile {
  cacheControl: string
  type: string
  /** A hash of the content: the same on every machine, so that a CDN and its origins agree. */
  revision: string
  plain: Buffer
  br?: Buffer
  gzip?: Buffer
}

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.map': 'application/json',
}

/** Reads it, and what lies beside it: compressed when it was built, as small as can be. */
export function readBuiltFile(path: string, cacheControl: string): BuiltFile {
  const plain = readFileSync(path)
  return {
    cacheControl,
    type: types[extname(path)] ?? 'application/octet-stream',
    revision: createHash('sha256').update(plain).digest('base64url').slice(0, 22),
    plain,
    ...(existsSync(`${path}.br`) ? { br: readFileSync(`${path}.br`) } : {}),
    ...(existsSync(`${path}.gz`) ? { gzip: readFileSync(`${path}.gz`) } : {}),
  }
}

/** Sends it as small as the caller takes it; 304 to who has it. */
export function sendBuiltFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: BuiltFile,
  headers: Record<string, string>,
): FastifyReply {
  const encoding = acceptedEncoding(request, file)
  reply.headers({
    ...headers,
    'cache-control': file.cacheControl,
    etag: etagOf(file.revision, encoding),
    vary: 'Accept-Encoding',
    'x-content-type-options': 'nosniff',
  })
  if (matchesRevision(request, file.revision)) return reply.code(304).send()
  if (encoding) reply.header('content-encoding', encoding)
  return reply.type(file.type).send(encoding ? file[encoding] : file.plain)
}
