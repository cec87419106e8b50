import type { FieldError } from '@tyck/shared/problem'
import { type ProblemError, problem } from '../errors.ts'

/** Refuses a body whose shape is right and whose content is not; does nothing where there are no errors. */
export function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw invalid(errors)
}

/**
 * The error for a request with fields at fault. Its detail is about the first, for who reads no further.
 * @param count how many there are, where `errors` are only the first of them; null where nobody counted
 */
export function invalid(
  errors: FieldError[],
  part = 'The body',
  count: number | null = errors.length,
): ProblemError {
  const [first, ...others] = errors
  if (!first) return problem('validation-failed', `${part} cannot be taken`)
  const further = count === null ? `at least ${others.length}` : `${count - 1}`
  const more = count === 1 || others.length === 0 ? '' : ` (and ${further} more)`
  const detail = `${first.pointer || part} ${fault(first.code)}; expected: ${first.expected}${more}`
  return problem('validation-failed', detail, { errors })
}

function fault(code: string): string {
  if (code === 'missing') return 'is missing'
  return code === 'unrecognized-keys' ? 'has a key that is not taken' : 'cannot be taken'
}
