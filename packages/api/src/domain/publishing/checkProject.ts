import type { ProjectInput } from '@tyck/shared/admin/project'
import type { FieldError } from '@tyck/shared/problem'
import { checkName } from './checkName.ts'
import { checkOrigin, type OriginFault } from './checkOrigin.ts'
import { checkTheme } from './checkTheme.ts'

const originsExpected: Record<OriginFault, string> = {
  'not-an-origin': 'an origin: https://shop.example, https://*.shop.example, or null',
  'not-as-browsers-send-it':
    'the origin as browsers send it: in lower case, without default port, name or path',
  'wildcard-too-wide': '*. before a name of your own: https://*.shop.example',
}

/** What is wrong with a project's settings beyond their shape. */
export function checkProject({ name, origins, theme }: ProjectInput): FieldError[] {
  return [...checkName(name), ...checkOriginsAndTheme({ origins, theme })]
}

/** The same of what a document has of them. */
export function checkOriginsAndTheme({
  origins,
  theme,
}: Pick<ProjectInput, 'origins' | 'theme'>): FieldError[] {
  const errors: FieldError[] = []
  for (const [at, origin] of origins.entries()) {
    const code = checkOrigin(origin)
    if (code !== null) errors.push({ pointer: `/origins/${at}`, code, expected: originsExpected[code] })
  }
  return [...errors, ...checkTheme(theme)]
}
