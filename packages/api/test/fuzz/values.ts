import fc from 'fast-check'
import type { Schema } from '../../src/domain/faults/expectedOf.ts'

/** Stands in whatever a caller makes up: no error may repeat it. */
export const mark = 'qzx7'

/** Becomes a number that JSON can write and JavaScript cannot hold. */
export const hugeNumber = '@@1e400@@'

/** Names that lead somewhere, by the property or parameter that has them. */
export type Known = Record<string, readonly string[]>

/** A value that `schema` takes; where a property's name is known, mostly one of its names. */
export function valid(schema: Schema, known: Known, name = ''): fc.Arbitrary<unknown> {
  const names = known[name]
  const own = made(schema, known)
  if (!names || names.length === 0 || schema.type === 'object' || schema.type === 'array') return own
  return fc.oneof({ arbitrary: fc.constantFrom(...names), weight: 5 }, { arbitrary: own, weight: 1 })
}

function made(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  const { type, anyOf, oneOf = anyOf, enum: values } = schema
  if (oneOf) return fc.oneof(...oneOf.map(each => valid(each, known)))
  if (values) return fc.constantFrom(...values)
  if ('const' in schema) return fc.constant(schema.const)
  if (type === 'string') return text(schema)
  if (type === 'integer') return fc.integer(range(schema, 2 ** 31 - 1))
  if (type === 'number') return fc.double({ ...range(schema, 1e9), noNaN: true })
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  if (type === 'array') {
    const { minItems: minLength = 0, maxItems = 5 } = schema
    return fc.array(valid(schema.items ?? {}, known), {
      minLength,
      maxLength: Math.max(minLength, Math.min(maxItems, 4)),
    })
  }
  if (type === 'object') return object(schema, known)
  return fc.jsonValue({ maxDepth: 2 })
}

function range({ minimum, exclusiveMinimum, maximum }: Schema, most: number) {
  const min = Math.max(minimum ?? exclusiveMinimum ?? -most, -most)
  return { min, max: Math.max(min, Math.min(maximum ?? most, most)) }
}

function text({ format, pattern, minLength = 0, maxLength = 30 }: Schema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid()
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map(date => date.toISOString())
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern))
  return fc
    .string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 40) })
    .map(each => each.padEnd(minLength, mark))
}

function object(
  { properties = {}, required = [], propertyNames, additionalProperties }: Schema,
  known: Known,
) {
  const own = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, valid(each, known, name)])),
    { requiredKeys: required },
  )
  if (typeof additionalProperties !== 'object') return own
  const more = fc.dictionary(text(propertyNames ?? {}), valid(additionalProperties, known), { maxKeys: 4 })
  return fc.tuple(own, more).map(([a, b]) => ({ ...b, ...a }))
}

const hostileTexts = [
  ...[
    '',
    ' ',
    '\0',
    '\ud800',
    '\udfff\ud800',
    '\u202e',
    '\u2028',
    'Z͑ͫ̓a̴͔l̺̎',
    '😀'.repeat(2_001),
    'x'.repeat(257),
  ],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '$where', 'then'],
  ...[
    "'; drop table responses; --",
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '{{7*7}}',
    '#{7*7}',
  ],
  ...[
    '../../../etc/passwd',
    '%00',
    '%2e%2e/',
    'null',
    'undefined',
    'NaN',
    'Infinity',
    '-0',
    '1e400',
    '0x10',
    '٣',
  ],
  ...[
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    'pk_',
    'sk_',
    'pk_demo',
    'sk_demo',
  ],
  ...[
    '9999-99-99T99:99:99Z',
    '1970-01-01T00:00:00Z',
    'P30D',
    'P999999999999D',
    '#fff',
    '#ffg',
    'sv-SE',
    'x-x-x',
    'i'.repeat(36),
  ],
  ...[
    '4111 1111 1111 1111',
    'anna@shop.example',
    '+46 70 123 45 67',
    'https://shop.example/?a=b#c',
    'javascript:alert(1)',
  ],
]
const hostileNumbers = [
  0,
  -1,
  1,
  10.5,
  11,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  -(2 ** 53),
  1e308,
  -1e308,
  5e-324,
  604_800_001,
]

/** What nobody sends by mistake. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.constantFrom(...hostileTexts).map(each => each + mark),
  fc.string({ unit: 'binary', maxLength: 60 }).map(each => mark + each),
  fc.constantFrom<unknown>(...hostileNumbers, null, true, false, [], {}, [[]], hugeNumber, `-${hugeNumber}`),
  fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' }),
  fc.nat({ max: 60 }).map(depth => JSON.parse('['.repeat(depth) + ']'.repeat(depth) || '0')),
  fc.constant(Object.fromEntries(Array.from({ length: 45 }, (_, at) => [`${mark}${at}`, at]))),
)

interface Change {
  at: number
  kind: 'replace' | 'delete' | 'add' | 'wrap' | 'repeat' | 'taint'
  name: string
  value: unknown
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('replace', 'replace', 'delete', 'add', 'wrap', 'repeat', 'taint'),
  name: fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ maxLength: 45 })).map(each => each + mark),
  value: hostile,
})

/** A value of `from` with up to three things wrong. */
export function nearly(from: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(from, fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([value, changes]) => changes.reduce(apply, structuredClone(value)))
}

function apply(value: unknown, { at, kind, name, value: given }: Change): unknown {
  // The same one may be drawn twice, and would hold itself.
  const put = structuredClone(given)
  const root: Holder = { value }
  const places = placesIn(root)
  const [holder, key] = places[at % places.length] ?? [root, 'value']
  const there = holder[key]
  if (kind === 'replace') holder[key] = put
  else if (kind === 'wrap') holder[key] = [there]
  else if (kind === 'taint') holder[key] = typeof there === 'string' ? `${there}\0\ud800\x07` : put
  else if (kind === 'repeat') {
    holder[key] = typeof there === 'string' ? there.repeat(50) : Array.from({ length: 25 }, () => there)
  } else if (kind === 'delete') delete holder[key]
  else if (typeof there === 'object' && there !== null && !Array.isArray(there)) {
    Object.defineProperty(there, name, { value: put, enumerable: true, configurable: true, writable: true })
  } else holder[key] = put
  return root.value
}

type Holder = Record<string, unknown>

function placesIn(holder: Holder): [Holder, string][] {
  return Object.entries(holder).flatMap(([key, each]): [Holder, string][] =>
    typeof each === 'object' && each !== null
      ? [[holder, key], ...placesIn(each as Holder)]
      : [[holder, key]],
  )
}
