import type { ProjectInput } from '@tyck/shared/admin'
import type { FieldError } from '@tyck/shared/problem'
import { checkOrigin } from './checkOrigin.ts'
import { checkTheme } from './checkTheme.ts'

/** What is wrong with a project's settings beyond their shape. */
export function checkProject({ name, origins, theme }: ProjectInput): FieldError[] {
  const errors: FieldError[] = name.trim() === '' ? [{ pointer: '/name', code: 'blank' }] : []
  for (const [at, origin] of origins.entries()) {
    const code = checkOrigin(origin)
    if (code !== null) errors.push({ pointer: `/origins/${at}`, code })
  }
  return [...errors, ...checkTheme(theme)]
}
