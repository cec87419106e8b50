import type { FieldError } from '@tyck/shared/problem'

/** An issue of zod, as the type provider hands it on. */
interface Issue {
  keyword: string
  instancePath: string
  message?: string
}

/**
 * The fields at fault, without a word of what was sent: an unknown key is told by the object that holds it, for
 * its name is the caller's.
 */
export function validationErrors(issues: readonly Issue[]): FieldError[] {
  return issues.map(({ keyword, instancePath, message = '' }) => {
    const path = instancePath === '/' ? '' : instancePath
    // The rest of the path may be the caller's key, whatever stands in it.
    if (keyword === 'invalid_key')
      return { pointer: path.split('/').slice(0, 2).join('/'), code: 'invalid-key' }
    if (message.endsWith('received undefined')) return { pointer: path, code: 'missing' }
    return { pointer: path, code: keyword === 'custom' ? 'invalid-value' : keyword.replaceAll('_', '-') }
  })
}
