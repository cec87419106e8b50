import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { publicHeaders } from '../errors.ts'
import { acceptedEncoding, etagOf, matchesRevision } from './representation.ts'

const aYear = 'public, max-age=31536000, immutable'
/** The loader names the files that it wants, so that an upgrade arrives as fast as the loader does. */
const minutes = 'public, max-age=300'

interface File {
  cacheControl: string
  type: string
  /** A hash of the content: the same on every machine, so that a CDN and its origins agree. */
  revision: string
  plain: Buffer
  br?: Buffer
  gzip?: Buffer
}

/**
 * The widget's built files for every page anywhere: the loader at `/tyck.js`, what it fetches under names that
 * change with their content, and the one-file build under its version, for pages that pin it by its hash. They are
 * few and small, and are read once; no request touches the disk.
 */
export function widgetFiles(app: FastifyInstance, widgetDir: string): void {
  for (const [url, file] of readFiles(widgetDir)) {
    app.get(url, { schema: { hide: true } }, (request, reply) => send(request, reply, file))
  }
}

function readFiles(widgetDir: string): [string, File][] {
  if (!existsSync(join(widgetDir, 'manifest.json'))) return []
  const { version } = JSON.parse(readFileSync(join(widgetDir, 'manifest.json'), 'utf8'))
  return readdirSync(widgetDir).flatMap((name): [string, File][] => {
    if (name === 'tyck.js') return [['/tyck.js', readFile(widgetDir, name, minutes)]]
    if (/^tyck\.full\.js(\.map)?$/.test(name))
      return [[`/v/${version}/${name}`, readFile(widgetDir, name, aYear)]]
    if (/^(?:widget|later|calls)-\w+\.js(\.map)?$/.test(name))
      return [[`/${name}`, readFile(widgetDir, name, aYear)]]
    return []
  })
}

function readFile(widgetDir: string, name: string, cacheControl: string): File {
  const path = join(widgetDir, name)
  const plain = readFileSync(path)
  return {
    cacheControl,
    type: name.endsWith('.map') ? 'application/json' : 'text/javascript; charset=utf-8',
    revision: createHash('sha256').update(plain).digest('base64url').slice(0, 22),
    plain,
    // Compressed when they were built, as small as can be.
    ...(existsSync(`${path}.br`) ? { br: readFileSync(`${path}.br`) } : {}),
    ...(existsSync(`${path}.gz`) ? { gzip: readFileSync(`${path}.gz`) } : {}),
  }
}

function send(request: FastifyRequest, reply: FastifyReply, file: File): FastifyReply {
  const encoding = acceptedEncoding(request, file)
  reply.headers({
    ...publicHeaders,
    'cache-control': file.cacheControl,
    etag: etagOf(file.revision, encoding),
    vary: 'Accept-Encoding',
    // Pages that isolate themselves (COEP) may still load it, and may time it.
    'cross-origin-resource-policy': 'cross-origin',
    'timing-allow-origin': '*',
    'x-content-type-options': 'nosniff',
  })
  if (matchesRevision(request, file.revision)) return reply.code(304).send()
  if (encoding) reply.header('content-encoding', encoding)
  return reply.type(file.type).send(encoding ? file[encoding] : file.plain)
}
