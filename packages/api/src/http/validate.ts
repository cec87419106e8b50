import type { FastifySchemaCompiler } from 'fastify'
import type { z } from 'zod'
import { faultsOf } from '../domain/faults/faultsOf.ts'
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
    if (result.success) return { value: result.data }
    return { error: invalid(faults(result.error.issues), parts[httpPart ?? '']) }
  }
}
