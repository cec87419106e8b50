/** What JSON Schema says of a value, as far as our schemas use it. */
export interface Schema {
  type?: string
  description?: string
  enum?: unknown[]
  const?: unknown
  pattern?: string
  format?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  minItems?: number
  maxItems?: number
  required?: string[]
  items?: Schema
  properties?: Record<string, Schema>
  propertyNames?: Schema
  additionalProperties?: Schema | boolean
  anyOf?: Schema[]
  /** As `anyOf`, where a property tells which. */
  oneOf?: Schema[]
}

/** The schema of what stands at `path` within a value of `schema`; undefined where it says nothing of that. */
export function schemaAt(schema: Schema | undefined, path: readonly PropertyKey[]): Schema | undefined {
  const [step, ...rest] = path
  if (schema === undefined || step === undefined) return schema
  const found = (schema.anyOf ?? schema.oneOf ?? [schema]).flatMap(each => {
    const { items, properties, additionalProperties: others } = each
    const next = typeof step === 'number' ? items : (properties?.[String(step)] ?? others)
    return typeof next === 'object' ? [next] : []
  })
  // What tells the alternatives apart is each of them.
  const kinds = found.map(each => each.const)
  if (kinds.length > 1 && !kinds.includes(undefined)) return { enum: kinds }
  return schemaAt(found[0], rest)
}

/** What `schema` allows, in words that end a sentence: `a number from 0 to 1, more than 0`. */
export function expectedOf(schema: Schema): string {
  const { type, anyOf, oneOf = anyOf, enum: values, description, pattern, format } = schema
  if (oneOf) return oneOf.map(expectedOf).join(', or ')
  if (schema.const !== undefined) return `${schema.const}`
  if (values) return `one of ${values.join(', ')}`
  if (type === 'string') {
    // A pattern says nothing to people, so each has its words.
    if (pattern !== undefined || format !== undefined) return description ?? 'a text of another form'
    return `a text${extent(' of ', schema.minLength, schema.maxLength, ' characters')}`
  }
  if (type === 'number' || type === 'integer') return numberOf(schema)
  if (type === 'boolean') return 'true or false'
  if (type === 'array') return `a list${extent(' of ', schema.minItems, schema.maxItems, '')}`
  if (type === 'object') return objectOf(schema)
  return type === 'null' ? 'null' : 'another value'
}

/** What keys an object of `schema` may have. */
export function keysOf({ anyOf, oneOf = anyOf, properties, propertyNames }: Schema): string {
  const object = oneOf?.find(({ type }) => type === 'object')
  if (object) return keysOf(object)
  const names = properties ? Object.keys(properties) : propertyNames?.enum
  if (names) return `no keys but ${names.join(', ')}`
  return `keys that are each ${propertyNames?.description ?? 'a text'}`
}

function objectOf({ required = [], propertyNames }: Schema): string {
  const each = propertyNames?.description
  if (each !== undefined) return `an object whose keys are each ${each}`
  return required.length > 0 ? `an object with ${required.join(', ')}` : 'an object'
}

function numberOf({ type, minimum, exclusiveMinimum, maximum }: Schema): string {
  const above = exclusiveMinimum === undefined ? '' : `, more than ${exclusiveMinimum}`
  const range = extent(' from ', bound(minimum ?? exclusiveMinimum), bound(maximum), '')
  return `a ${type === 'integer' ? 'whole ' : ''}number${range}${above}`
}

/** Zod bounds every whole number by what JavaScript counts exactly: that is no limit of ours. */
function bound(limit: number | undefined): number | undefined {
  return limit !== undefined && Number.isSafeInteger(limit) && Math.abs(limit) === Number.MAX_SAFE_INTEGER
    ? undefined
    : limit
}

function extent(before: string, least: number | undefined, most: number | undefined, unit: string): string {
  if (most === undefined) return least ? `${before}${least} or more${unit}` : ''
  const isRange = before === ' from ' || (least !== undefined && least > 0)
  return isRange ? `${before}${least ?? 0} to ${most}${unit}` : `${before}at most ${most}${unit}`
}
