import type { FastifyInstance } from 'fastify'
import type { Schema } from '../../src/domain/faults/expectedOf.ts'

/** A route, as the OpenAPI document describes it; its schemas are those that zod makes of the contract. */
export interface Operation {
  method: string
  /** `/v1/touchpoints/{key}` */
  path: string
  params: Record<string, Schema>
  query: Record<string, Schema>
  body: Schema | null
  /** A body that is taken, where the document has one. */
  example: unknown
  takesSecretKey: boolean
  /** Whether the console calls it, with a session or to begin one. */
  isForConsole: boolean
}

interface Documented {
  security?: object[]
  'x-role'?: string
  parameters?: { name: string; in: string; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema; example?: unknown }> }
}

/** Every route of the service that is documented. */
export async function readOperations(app: FastifyInstance): Promise<Operation[]> {
  const { paths } = (await app.inject('/openapi.json')).json()
  return Object.entries(paths as Record<string, Record<string, Documented>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security = [], parameters = [], requestBody, ...more }]) => {
      const schemas = (place: string) =>
        Object.fromEntries(
          parameters.filter(each => each.in === place).map(({ name, schema }) => [name, schema]),
        )
      const content = requestBody?.content['application/json']
      return {
        method: method.toUpperCase(),
        path,
        params: schemas('path'),
        query: schemas('query'),
        body: content?.schema ?? null,
        example: content?.example,
        takesSecretKey: security.some(each => 'secretKey' in each),
        isForConsole: more['x-role'] !== undefined,
      }
    }),
  )
}
