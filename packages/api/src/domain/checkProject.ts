import type { ProjectInput } from '@tyck/shared/admin'
import type { FieldError } from '@tyck/shared/problem'
import { checkOrigin } from './checkOrigin.ts'

/** What is wrong with a project's settings beyond their shape. */
export function checkProject({ name, origins, theme }: ProjectInput): FieldError[] {
  const errors: FieldError[] = name.trim() === '' ? [{ pointer: '/name', code: 'blank' }] : []
  for (const [at, origin] of origins.entries()) {
    const code = checkOrigin(origin)
    if (code !== null) errors.push({ pointer: `/origins/${at}`, code })
  }
  for (const [key, value] of Object.entries(theme)) {
    if (!isCssValue(value)) errors.push({ pointer: `/theme/${key}`, code: 'not-a-css-value' })
  }
  return errors
}

/**
 * Whether `value` stays within its declaration wherever it is put: it neither ends it nor leaves anything open, and
 * it loads nothing.
 */
function isCssValue(value: string): boolean {
  const unquoted = value.replace(/"[^"]*"|'[^']*'/g, '')
  let open = 0
  for (const character of unquoted) {
    if (character === '(') open += 1
    if (character === ')') open -= 1
    if (open < 0) return false
  }
  return (
    open === 0 &&
    !/["'[\]@!]|(?:url|src|image|image-set|cross-fade|element)\(/i.test(unquoted) &&
    !/[;{}<>\\\n]|\/\*/.test(value)
  )
}
