import { appendFileSync } from 'node:fs'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import Ajv2020 from 'ajv/dist/2020.js'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { inject } from 'vitest'
import { documentOf } from '../src/http/openApi.ts'
import { ofAnyRequest } from '../src/http/problems.ts'

interface Content {
  schema?: object
}

interface Operation {
  responses: Record<string, { $ref?: string; content?: Record<string, Content> }>
}

interface Document {
  paths: Record<string, Record<string, Operation>>
  components: object
}

/** Compares replies with the document of the service that sent them, and notes which of its replies were seen. */
export function createReplyCheck() {
  const faults: string[] = []
  const documents = new WeakMap<FastifyInstance, Document>()
  const seen = new Set<string>()
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  const compiled = new Map<string, (value: unknown) => boolean>()

  function documentFor(app: FastifyInstance): Document {
    const found = documents.get(app) ?? (documentOf(app) as Document)
    documents.set(app, found)
    return found
  }

  /** What is wrong with `value` by a schema of `document`; undefined where nothing is. */
  function faultBy(document: Document, schema: object, value: unknown): string | undefined {
    const text = JSON.stringify(schema)
    const isValid = compiled.get(text) ?? ajv.compile({ ...schema, components: document.components })
    compiled.set(text, isValid)
    return isValid(value) ? undefined : ajv.errorsText((isValid as { errors?: [] }).errors)
  }

  function faultOf(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, payload: unknown) {
    const { method } = request
    const { statusCode } = reply
    const document = documentFor(app)
    const type = String(reply.getHeader('content-type') ?? '').split(';')[0] as string
    const route = request.is404 ? undefined : request.routeOptions.url
    if (!route?.startsWith('/v1/')) {
      if (statusCode < 400) return undefined
      return problemFault(document, undefined, type, payload)
    }
    const path = route.replace(/:(\w+)/g, '{$1}')
    const operation = document.paths[path]?.[method.toLowerCase()]
    if (!operation) return 'is not in the document'
    const told = operation.responses[statusCode]
    if (statusCode >= 400) {
      const code = (JSON.parse(String(payload)) as { code?: string }).code as string
      const isOfAny = (ofAnyRequest as readonly string[]).includes(code)
      if (!isOfAny) note(`${method} ${path} ${statusCode} ${code}`)
      if (!isOfAny && !told) return `is refused with ${code}, which its route does not name: see mayRefuse`
      return problemFault(document, isOfAny ? undefined : told, type, payload)
    }
    if (!told) return 'has a status that the document does not name'
    note(`${method} ${path} ${statusCode}`)
    // HTTP lets these two have no body, whatever they are given.
    if ([204, 304].includes(statusCode))
      return told.content ? 'is told of with a body, and can have none' : undefined
    if (!told.content) return isEmpty(payload) ? undefined : 'has a body, and the document tells of none'
    const { schema } = told.content[type] ?? {}
    if (!schema) return `is of a type that the document does not name: ${type}`
    // What is streamed is looked at by the tests of its route.
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return undefined
    if (type !== 'application/json') return undefined
    return faultBy(document, schema, JSON.parse(plain(payload, reply.getHeader('content-encoding'))))
  }

  /** @param told what the document says of the status; undefined where it need not */
  function problemFault(
    document: Document,
    told: Operation['responses'][string] | undefined,
    type: string,
    payload: unknown,
  ) {
    if (type !== 'application/problem+json') return `is an error of the type ${type}`
    const schema = told?.content?.[type]?.schema ?? { $ref: '#/components/schemas/Problem' }
    return faultBy(document, schema, JSON.parse(String(payload)))
  }

  function note(line: string) {
    if (seen.has(line)) return
    seen.add(line)
    appendFileSync(inject('repliesSeen'), `${line}\n`)
  }

  return {
    faults,
    look(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, payload: unknown) {
      // Services of the tests' own have no document; HEAD is GET without its body.
      if (!('swagger' in app) || ['HEAD', 'OPTIONS'].includes(request.method)) return
      const fault = faultOf(app, request, reply, payload)
      if (fault) faults.push(`${request.method} ${request.routeOptions.url} ${reply.statusCode}: ${fault}`)
    },
  }
}

const isEmpty = (payload: unknown) => payload === null || payload === undefined || payload === ''

function plain(payload: string | Buffer, encoding: unknown): string {
  if (typeof payload === 'string') return payload
  if (encoding === 'br') return brotliDecompressSync(payload).toString()
  return (encoding === 'gzip' ? gunzipSync(payload) : payload).toString()
}
