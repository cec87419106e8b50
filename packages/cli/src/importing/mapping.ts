import { readFile } from 'node:fs/promises'
import { wrongUse } from '../failure.ts'
import { type Field, fields } from './presets.ts'

/** A column by its heading; or what a value is made of: a column with what its values stand for, or always the same. */
export type ColumnSpec =
  | string
  | {
      column?: string
      /** What it is where there is no column, or the column does not say. */
      value?: string
      /** What the values of the column stand for: `{ "E-mail": "email" }`. */
      values?: Record<string, string>
      type?: 'string' | 'number' | 'boolean'
    }

/** What a mapping file may say; null takes nothing for a field. */
export type Mapping = Partial<Record<Field, ColumnSpec | null>> & {
  /** The properties of a response, by the key that they get. */
  metadata?: Record<string, ColumnSpec>
  /** Headings of columns of which nothing is made. */
  ignore?: string[]
  /** Of dates like 05/02/2023, and of times without an offset. */
  dates?: 'month-first' | 'day-first'
  timeZone?: string
}

const known = [...fields, 'metadata', 'ignore', 'dates', 'timeZone']

/** The service takes no body with these keys, whatever they stand for. */
export const keysOfPrototypes: readonly string[] = ['constructor', 'prototype']

/** @throws Failure where it is no mapping: nothing was asked of the service */
export async function readMapping(path: string): Promise<Mapping> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw wrongUse(`The mapping ${path} cannot be read.`)
  })
  let mapping: unknown
  try {
    mapping = JSON.parse(text)
  } catch (error) {
    throw wrongUse(`${path} is not JSON: ${(error as Error).message}.`)
  }
  const fault = faultOf(mapping)
  if (fault !== null) throw wrongUse(`${path}: ${fault}`)
  return mapping as Mapping
}

/** What is wrong with a mapping, in words; null where nothing is. */
function faultOf(mapping: unknown): string | null {
  if (!isObject(mapping)) return 'a mapping is an object: { "score": "Rating" }.'
  const unknown = Object.keys(mapping).find(key => !known.includes(key))
  if (unknown !== undefined) return `there is no ${JSON.stringify(unknown)}; there is ${known.join(', ')}.`
  for (const field of fields) {
    if (mapping[field] !== undefined && mapping[field] !== null && !isSpec(mapping[field]))
      return notASpec(field)
  }
  const { metadata = {}, ignore = [], dates = 'day-first', timeZone = '' } = mapping
  if (!isObject(metadata)) return '"metadata" names columns by their keys: { "plan": "Plan" }.'
  for (const [key, spec] of Object.entries(metadata)) {
    if (!/^[A-Za-z][A-Za-z0-9_.-]{0,39}$/.test(key)) {
      return `${JSON.stringify(key)} is no key: a letter, then up to 39 letters, digits, _ . or -.`
    }
    if (keysOfPrototypes.includes(key))
      return `${JSON.stringify(key)} is a key that the service does not take.`
    if (!isSpec(spec)) return notASpec(key)
  }
  if (!Array.isArray(ignore) || ignore.some(each => typeof each !== 'string'))
    return '"ignore" is a list of columns.'
  if (dates !== 'month-first' && dates !== 'day-first') return '"dates" is "month-first" or "day-first".'
  if (typeof timeZone !== 'string') return '"timeZone" is a name: "Europe/Stockholm".'
  return null
}

const notASpec = (what: string) =>
  `"${what}" is a column, or { "column": …, "values": { … }, "type": "number" }, or { "value": … }.`

function isSpec(spec: unknown): spec is ColumnSpec {
  if (typeof spec === 'string') return true
  if (!isObject(spec)) return false
  const { column, value, values, type, ...rest } = spec
  return (
    Object.keys(rest).length === 0 &&
    (typeof column === 'string' || typeof value === 'string') &&
    (column === undefined || typeof column === 'string') &&
    (value === undefined || typeof value === 'string') &&
    (type === undefined || ['string', 'number', 'boolean'].includes(type as string)) &&
    (values === undefined ||
      (isObject(values) && Object.values(values).every(each => typeof each === 'string')))
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
