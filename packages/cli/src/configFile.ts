import { readFile, writeFile } from 'node:fs/promises'
import type { Body, Reply } from '@tyck/client'
import { TyckError } from '@tyck/client'
import { Failure } from './failure.ts'
import { failureOf } from './failureOf.ts'
import { jsonPlaces } from './jsonPlaces.ts'
import { plain } from './plain.ts'
import { writeJson } from './writeJson.ts'

/** The option of every command that works on the file. */
export const fileOption = {
  file: { type: 'string', value: 'FILE', describe: 'The file; tyck.config.json unless given' },
} as const

export const fileOf = ({ file = 'tyck.config.json' }: { file?: string }) => file

/** A file as somebody wrote it. */
export interface ConfigFile {
  name: string
  document: Body<'put', '/v1/config'>
  text: string
}

/** @throws Failure where it is not there, or no JSON, or has a key twice: one of the two would be lost unheard */
export async function readConfigFile(name: string): Promise<ConfigFile> {
  const text = (
    await readFile(name, 'utf8').catch(error => {
      throw error.code === 'ENOENT'
        ? new Failure(`There is no ${name}; "tyck pull" writes one.`, { code: 'no-file' })
        : new Failure(`${name} can't be read: ${error.message}.`, { code: 'no-file' })
    })
  ).replace(/^\uFEFF/, '')
  const document = parse(name, text)
  const [twice] = jsonPlaces(text).duplicates
  if (twice) {
    const words = `${name}:${twice.line}: ${twice.pointer} is there twice, and only one of them would count.`
    throw new Failure(words, { code: 'duplicate-key', pointer: twice.pointer, line: twice.line })
  }
  return { name, document, text }
}

/**
 * Writes a document, and tells whether the file was another one before. What a file leaves out of the settings is none
 * of its business, and stays out: each copy of a project may have origins of its own.
 */
export async function writeConfigFile(
  name: string,
  { project = {}, ...document }: Reply<'get', '/v1/config'>,
  schema: string,
): Promise<'new' | 'changed' | 'unchanged'> {
  const before = await readFile(name, 'utf8').catch(() => undefined)
  const written = before === undefined ? { project } : parsed(before)
  const named = Object.entries(project).filter(([setting]) => Object.hasOwn(written.project ?? {}, setting))
  const text = writeJson({
    $schema: written.$schema ?? schema,
    ...(named.length > 0 ? { project: Object.fromEntries(named) } : {}),
    ...document,
  })
  if (text === before) return 'unchanged'
  await writeFile(name, text)
  return before === undefined ? 'new' : 'changed'
}

/** What somebody may have decided in a file that is about to be replaced; of one that is no JSON, nothing. */
function parsed(text: string): { $schema?: string; project?: object } {
  try {
    const { $schema, project } = JSON.parse(text) as { $schema?: unknown; project?: unknown }
    return {
      ...(typeof $schema === 'string' ? { $schema } : {}),
      ...(typeof project === 'object' && project !== null ? { project } : {}),
    }
  } catch {
    return {}
  }
}

/** What the service refuses of a file, by its lines. */
export async function byLines<T>({ name, text }: ConfigFile, work: Promise<T>): Promise<T> {
  return work.catch(error => {
    if (!(error instanceof TyckError) || error.code !== 'validation-failed') throw error
    const { lines } = jsonPlaces(text)
    const errors = error.errors.map(fault => ({ ...fault, line: lineOf(lines, fault.pointer) }))
    const told = errors.map(({ line, pointer, code, expected }) =>
      plain(`${name}:${line}: ${pointer || '/'}: ${code}; expected: ${expected}`),
    )
    if (told.length === 0) throw failureOf(error)
    const [, isLeast, more = 0] = / \(and (at least )?(\d+) more\)$/.exec(error.detail) ?? []
    const beside = Number(more) + 1 - errors.length
    const others = isLeast
      ? ['and perhaps more: nobody looked further']
      : beside > 0
        ? [`and ${beside} more`]
        : []
    throw new Failure([...told, ...others].join('\n'), {
      code: error.code,
      errors,
    })
  })
}

/** Of what is missing, the line of what lacks it. */
function lineOf(lines: Map<string, number>, pointer: string): number {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const line = lines.get(at)
    if (line !== undefined) return line
  }
  return 1
}

function parse(name: string, text: string): ConfigFile['document'] {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Failure(`${name} is not JSON: ${(error as Error).message}.`, { code: 'not-json' })
  }
}
