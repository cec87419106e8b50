import type { FieldError } from '@tyck/shared/problem'
import { problem } from '../errors.ts'

/** Refuses a body whose shape is right and whose content is not; does nothing where there are no errors. */
export function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw problem('validation-failed', 'The body is not as it should be', { errors })
}
