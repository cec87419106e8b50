import { configuration } from '@tyck/shared/admin/configuration'
import { z } from 'zod'
import { type Schema, schemaAt } from '../faults/expectedOf.ts'

let described: Schema | undefined

/** A document with its keys in the order of the schema; names that people chose in the order of their characters. */
export function inOrder(document: object): object {
  described ??= z.toJSONSchema(configuration, { io: 'input', unrepresentable: 'any' }) as Schema
  return ordered(document, described) as object
}

function ordered(value: unknown, schema: Schema | undefined): unknown {
  if (Array.isArray(value)) return value.map((each, at) => ordered(each, schemaAt(schema, [at])))
  if (typeof value !== 'object' || value === null) return value
  const first = namesOf(schema)
  const rank = (key: string) => (first.includes(key) ? first.indexOf(key) : first.length)
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([key, each]) => [key, ordered(each, schemaAt(schema, [key]))]))
}

function namesOf({ anyOf, properties, propertyNames }: Schema = {}): unknown[] {
  const object = anyOf?.find(({ type }) => type === 'object')
  if (object) return namesOf(object)
  return properties ? Object.keys(properties) : (propertyNames?.enum ?? [])
}
