import type { FieldError } from '@tyck/shared/problem'
import { z } from 'zod'
import { expectedOf, keysOf, type Schema, schemaAt } from './expectedOf.ts'

/**
 * Tells issues as fields at fault, without a word of what was sent: an unknown key is told by the object that holds
 * it, for its name is the caller's. The issues must have been made with `reportInput`.
 */
export function faultsOf(schema: z.ZodType): (issues: readonly z.core.$ZodIssue[]) => FieldError[] {
  let described: Schema | undefined
  return issues => {
    described ??= z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema
    return issues.map(issue => toFault(issue, described ?? {}))
  }
}

function toFault(issue: z.core.$ZodIssue, described: Schema): FieldError {
  // The last step to a bad key is the key itself.
  const path = issue.code === 'invalid_key' ? issue.path.slice(0, -1) : issue.path
  const schema = schemaAt(described, path) ?? {}
  return {
    pointer: path.map(step => `/${escaped(String(step))}`).join(''),
    code: codeOf(issue),
    expected: expectedFor(issue, schema),
  }
}

function codeOf({ code, input }: z.core.$ZodIssue): string {
  // JSON has no undefined: it isn't there.
  if (input === undefined && code !== 'unrecognized_keys' && code !== 'invalid_key') return 'missing'
  return code === 'custom' ? 'invalid-value' : code.replaceAll('_', '-')
}

function expectedFor({ code, message }: z.core.$ZodIssue, schema: Schema): string {
  if (code === 'unrecognized_keys' || code === 'invalid_key') return keysOf(schema)
  // A size that JSON Schema cannot say is told by the check itself: `must be at most 4 KiB`.
  const isSize = code === 'custom' && schema.maxLength === undefined
  return isSize ? message.replace(/^must (?:be|have) /, '') : expectedOf(schema)
}

/** RFC 6901. */
function escaped(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1')
}
