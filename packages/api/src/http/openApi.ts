import fastifySwagger from '@fastify/swagger'
import { problem } from '@tyck/shared/problem'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { statusOf } from '../errors.ts'
import { meaningOf, ofAnyRequest, type RefusalCode } from './problems.ts'

/** Collects the routes that are registered after it, for `/openapi.json`. */
export async function openApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tyck',
        version,
        description:
          'One-question surveys inside checkouts and apps, with every answer in Postgres. Times are RFC 3339 in ' +
          'UTC. Every error is `application/problem+json`; its `code` is for machines.',
      },
      tags: [
        { name: 'Public', description: 'What pages call: any origin, no cookies, a publishable key' },
        { name: 'Touchpoints', description: 'What is asked, and how' },
        { name: 'Configuration', description: 'All of that as one document' },
        { name: 'Responses', description: 'What came of it' },
        { name: 'Scores', description: 'What it says, and how far to trust it' },
        { name: 'Respondents', description: 'All of one person: to read, and to erase' },
        { name: 'Destinations', description: 'Who is told of what happens, and what came of it' },
        { name: 'Imports', description: 'What was collected elsewhere' },
        { name: 'Project', description: 'Settings' },
        { name: 'People', description: 'Who may do what, and how they sign in' },
      ],
      components: {
        securitySchemes: {
          secretKey: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'sk_…',
            description: "A project's secret key. It names the project, and never belongs in a page.",
          },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'tyck_session',
            description:
              'Who is signed in; over https it is `__Host-tyck_session`. `Tyck-Project` names the project by its id, ' +
              "and `x-role` is the least that one must be there. What changes something needs the service's own " +
              '`Origin`, and `Content-Type: application/json`, also without a body.',
          },
        },
        schemas: { Problem: z.toJSONSchema(problem, { target: 'draft-2020-12', io: 'output' }) as object },
        responses: {
          Problem: {
            description: `What any request may be refused with: ${ofAnyRequest.map(code => `${code} (${statusOf(code)})`).join(', ')}`,
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        },
      },
    },
    transform: jsonSchemaTransform,
  })

  let document: string | undefined
  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    document ??= JSON.stringify(documentOf(app))
    reply.headers({ 'cache-control': 'public, max-age=300' })
    return reply.type('application/json; charset=utf-8').send(document)
  })
}

/** The document of all that was registered; the app must be ready. */
export const documentOf = (app: FastifyInstance): Document => withProblems(app.swagger() as Document)

interface Operation {
  parameters?: unknown[]
  responses?: Record<string, unknown>
  'x-problems'?: RefusalCode[]
  'x-if-match'?: 'optional' | 'required'
}

export interface Document {
  paths?: Record<string, Record<string, Operation>>
}

/**
 * Every route may answer with a problem; saying so in each would only be forgotten in one. What one refuses beside stands
 * there by its status.
 */
function withProblems(document: Document): Document {
  const paths = Object.entries(document.paths ?? {}).map(([path, operations]) => {
    const told = Object.entries(operations).map(([method, operation]) => [
      method,
      {
        ...operation,
        ...revision(operation),
        responses: { ...operation.responses, ...refusals(operation), default: anyProblem },
      },
    ])
    return [path, Object.fromEntries(told)]
  })
  return { ...document, paths: Object.fromEntries(paths) }
}

const anyProblem = { $ref: '#/components/responses/Problem' }

/** The header is read by the handlers: a schema for it would take all others away. */
function revision({ parameters = [], 'x-if-match': presence }: Operation) {
  if (!presence) return {}
  const header = {
    in: 'header',
    name: 'If-Match',
    required: presence === 'required',
    schema: { type: 'string' },
    description:
      'The ETag of what is changed, as it was read: "7"; where it was changed since, 412. * for any',
  }
  return { parameters: [...parameters, header] }
}

function refusals({ 'x-problems': codes = [] }: Operation): Record<string, unknown> {
  return Object.fromEntries(
    codes.map(code => [statusOf(code), refusal(codes.filter(each => statusOf(each) === statusOf(code)))]),
  )
}

function refusal(codes: RefusalCode[]) {
  const particular = { properties: { code: { enum: codes } } }
  const schema = { allOf: [{ $ref: '#/components/schemas/Problem' }, particular] }
  return {
    description: codes.map(code => `${code}: ${meaningOf[code]}`).join('. '),
    content: { 'application/problem+json': { schema } },
  }
}
