import { Failure } from '../failure.ts'
import { type ColumnSpec, keysOfPrototypes, type Mapping } from './mapping.ts'
import { type Field, fields, normaliseHeader, type Preset } from './presets.ts'

export type ValueType = 'string' | 'number' | 'boolean'

/** Where a value comes from: the place of a column, or what it always is. */
export interface Source {
  index: number | null
  header: string
  /** What it is in each row, where no column says it. */
  constant: string | null
  /** What the values of the column stand for; in lower case. */
  values: ReadonlyMap<string, string> | null
  type: ValueType | null
}

/** A property of the response, by the key of its metadata. */
interface Property extends Source {
  key: string
}

/** The first line of a file, and the second where it goes on with it; else empty. */
export interface Headings {
  headers: readonly string[]
  subheadings: readonly string[]
}

/** How a file's columns are read. */
export interface Columns {
  fields: Partial<Record<Field, Source>>
  properties: Property[]
  /** Columns of which nothing is made, and why. */
  unmapped: { header: string; why: 'personal' | 'unknown' | 'no-key' | 'not-taken' | 'too-many' }[]
}

/** The most properties that a response may have. */
const mostProperties = 32
const longestKey = 40

/**
 * Makes of the headings of a file what each column is: what `mapping` says, else what `preset` knows.
 * @param contract the metadata that the touchpoint takes, with their types; null takes any
 * @throws Failure where a column is named that is not there, or no column says score or time
 */
export function findColumns(
  { headers, subheadings }: Headings,
  {
    preset,
    mapping,
    contract,
  }: { preset: Preset; mapping: Mapping; contract: Readonly<Record<string, ValueType>> | null },
): Columns {
  const names = headers.map(normaliseHeader)
  const below = subheadings.map(normaliseHeader)
  const used = new Set<number>()
  const found: Columns = { fields: {}, properties: [], unmapped: [] }

  for (const field of fields) {
    const spec = mapping[field]
    if (spec === null) continue
    const source = spec === undefined ? guess(field) : sourceOf(spec, headers)
    if (source) found.fields[field] = source
    if (source?.index != null) used.add(source.index)
  }
  for (const [key, spec] of Object.entries(mapping.metadata ?? {})) {
    const source = sourceOf(spec, headers)
    if (source.index !== null) used.add(source.index)
    addProperty(source.header, { ...source, key })
  }
  for (const [index, header] of headers.entries()) {
    const name = names[index] ?? ''
    if (used.has(index) || name === '') continue
    const isIgnored = mapping.ignore?.some(each => normaliseHeader(each) === name) ?? false
    const key = storableKey(keyOf(header))
    if (isIgnored || preset.ignored.some(each => matches(each, name))) leave(header, 'personal')
    else if (!preset.properties?.test(name)) leave(header, 'unknown')
    else if (key === null) leave(header, 'no-key')
    else {
      const type = header.endsWith('_amount') ? 'number' : null
      addProperty(header, { index, header, key, constant: null, values: null, type })
    }
  }
  for (const field of ['score', 'answeredAt'] as const) {
    if (!found.fields[field]) throw missing(field, headers)
  }
  return found

  function guess(field: Field): Source | null {
    for (const candidate of preset.columns[field] ?? []) {
      const index = names.findIndex(
        (name, at) => !used.has(at) && (matches(candidate, name) || matches(candidate, below[at] ?? '')),
      )
      if (index >= 0) return { index, header: headers[index] ?? '', constant: null, values: null, type: null }
    }
    return null
  }

  function addProperty(header: string, property: Property) {
    const takes = contract?.[property.key]
    if (contract !== null && takes === undefined) return leave(header, 'not-taken')
    if (found.properties.some(({ key }) => key === property.key)) return leave(header, 'no-key')
    if (found.properties.length === mostProperties) return leave(header, 'too-many')
    found.properties.push({ ...property, type: takes ?? property.type })
  }

  function leave(header: string, why: Columns['unmapped'][number]['why']) {
    found.unmapped.push({ header, why })
  }
}

const matches = (candidate: string | RegExp, name: string) =>
  typeof candidate === 'string' ? candidate === name : candidate.test(name)

function sourceOf(spec: ColumnSpec, headers: readonly string[]): Source {
  const {
    column = null,
    value = null,
    values,
    type = null,
  } = typeof spec === 'string' ? { column: spec } : spec
  const byValue = values
    ? new Map(Object.entries(values).map(([from, to]) => [from.trim().toLowerCase(), to]))
    : null
  if (column === null) return { index: null, header: '', constant: value, values: null, type }
  const index = headers.findIndex(header => header.trim() === column.trim())
  const alike =
    index >= 0 ? index : headers.findIndex(header => normaliseHeader(header) === normaliseHeader(column))
  if (alike < 0) {
    const words = `The file has no column ${JSON.stringify(column)}. It has: ${listed(headers)}.`
    throw new Failure(words, { code: 'no-column', column })
  }
  return { index: alike, header: headers[alike] ?? '', constant: value, values: byValue, type }
}

/** A heading as the key of metadata: `Purchase experience` is `purchaseExperience`; null where it makes none. */
function keyOf(header: string): string | null {
  if (/^[a-z][A-Za-z0-9_.-]*$/.test(header) && header.length <= longestKey) return header
  const words = header
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter(word => word !== '')
  const key = words
    .map((word, at) => (at === 0 ? word[0]?.toLowerCase() : word[0]?.toUpperCase()) + word.slice(1))
    .join('')
  const isWhole = /^[\p{ASCII}\p{M}]*$/u.test(header.normalize('NFKD'))
  return isWhole && /^[A-Za-z]/.test(key) && key.length <= longestKey ? key : null
}

const storableKey = (key: string | null) => (key !== null && keysOfPrototypes.includes(key) ? `${key}_` : key)

const listed = (headers: readonly string[]) => headers.map(header => JSON.stringify(header)).join(', ')

function missing(field: 'score' | 'answeredAt', headers: readonly string[]): Failure {
  const what = field === 'score' ? 'the score' : 'the time of the answer'
  const words = `No column is known to be ${what}. Name it in a mapping: { "${field}": "…" }. The file has: ${listed(headers)}.`
  return new Failure(words, { code: 'no-column', field })
}
