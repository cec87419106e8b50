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
 * change with their content, and the one-file build under its version, for pages that pin it by its hash. Of the
 * earlier builds in `keptDirs` there is all but the loader. They are few and small, and are read once; no request
 * touches the disk.
 */
export function widgetFiles(app: FastifyInstance, widgetDir: string, keptDirs: readonly string[]): void {
  const files = new Map(readFiles(widgetDir))
  for (const [url, file] of keptDirs.flatMap(readFiles)) {
    // What is in use goes before what was: until its release a version has many builds.
    if (file.cacheControl === aYear && !files.has(url)) files.set(url, file)
  }
  for (const [url, file] of files) {
    app.get(url, { schema: { hide: true } }, (request, reply) => send(request, reply, file))
  }
}

/** Whether a file of the build is asked for under a name that will not mean another one: all but the loader. */
export function isNamedForGood(name: string): boolean {
  return /^(?:tyck\.full|(?:widget|later|calls|debug)-\w+)\.js(?:\.map)?$/.test(name)
}

function readFiles(widgetDir: string): [string, File][] {
  if (!existsSync(join(widgetDir, 'manifest.json'))) return []
  const { version } = JSON.parse(readFileSync(join(widgetDir, 'manifest.json'), 'utf8'))
  return readdirSync(widgetDir).flatMap((name): [string, File][] => {
    if (name === 'tyck.js') return [['/tyck.js', readFile(widgetDir, name, minutes)]]
    if (!isNamedForGood(name)) return []
    const url = name.startsWith('tyck.full') ? `/v/${version}/${name}` : `/${name}`
    return [[url, readFile(widgetDir, name, aYear)]]
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
