import type { FastifySchemaCompiler } from 'fastify'
import type { z } from 'zod'
import { faultsOf } from '../domain/faults/faultsOf.ts'
import { mostFaults } from '../domain/faults/mostFaults.ts'
import { invalid } from './refuse.ts'

const parts: Record<string, string> = {
  querystring: 'The query',
  params: 'The address',
  headers: 'The header',
}

/** How Fastify holds a part of a request to its schema: what is at fault is told, and what would be right. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  const faults = faultsOf(schema)
  return data => {
    const result = schema.safeParse(data, { reportInput: true })
    if (!result.success) {
      const { issues } = result.error
      return { error: invalid(faults(issues.slice(0, mostFaults)), parts[httpPart ?? ''], issues.length) }
    }
    const name = httpPart === 'querystring' && unstorableIn(result.data)
    if (name) return { error: invalid([{ pointer: `/${name}`, ...unstorable }], parts.querystring) }
    return { value: result.data }
  }
}

const unstorable = { code: 'invalid-value', expected: 'a text without NUL and lone surrogates' }

/**
 * The name of a parameter with a text that Postgres cannot read, nor have stored: texts of bodies are rid of it as they
 * come in. Looked for in what the schema made of the query, for a text may be JSON, which writes it without having it.
 */
const unstorableIn = (query: unknown) =>
  Object.entries(query ?? {}).find(([, value]) => isUnstorable(value))?.[0]

function isUnstorable(value: unknown): boolean {
  if (typeof value === 'string') return /\0|\p{Surrogate}/u.test(value)
  return typeof value === 'object' && value !== null && Object.values(value).some(isUnstorable)
}
