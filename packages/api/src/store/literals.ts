import type { CompiledQuery } from 'kysely'
import pg from 'pg'

/** `query` as one text, each parameter a literal in its place: COPY takes no parameters. */
export function withLiterals({ sql, parameters }: CompiledQuery): string {
  return sql.replace(/\$(\d+)/g, (_, place) => literal(parameters[Number(place) - 1]))
}

/** Of no type yet, as a parameter has none: Postgres takes it for what the place asks for. */
function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map(element).join(',')}}`)
  return pg.escapeLiteral(value instanceof Date ? value.toISOString() : String(value))
}

const element = (value: unknown) => `"${String(value).replace(/["\\]/g, '\\$&')}"`
