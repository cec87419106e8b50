import { patternsOf } from '@tyck/shared/origin'

/** Longer than any origin of the web: a host name has at most 253 characters. */
const maxLength = 300

/**
 * Whether a project's list of allowed origins admits the Origin header of a page. An empty list admits every origin,
 * `null` among them (sandboxed frames, local files); a list admits `null` only by naming it.
 */
export function mayPostFrom(allowed: readonly string[], origin: string): boolean {
  if (origin.length > maxLength || !/^(?:null|[a-z][a-z\d+.-]*:\/\/[^\s/?#@,*\\]+)$/i.test(origin))
    return false
  return allowed.length === 0 || patternsOf(origin).some(pattern => allowed.includes(pattern))
}
