import type { FieldError } from '@tyck/shared/problem'
import { commonPasswords } from './commonPasswords.ts'
import { emailKey } from './emailKey.ts'

/**
 * What is wrong with a new password beyond its length, as NIST SP 800-63B has it: what others try first is refused, and
 * nothing is asked of which characters it has.
 * @param email whose it becomes
 */
export function checkPassword(password: string, email: string, pointer = '/password'): FieldError[] {
  const plain = emailKey(password).trim()
  const key = emailKey(email)
  const isGuessed =
    commonPasswords.has(plain) ||
    plain === key ||
    plain === key.split('@')[0] ||
    // One character again and again, or none that is seen.
    new Set(plain).size < 3
  if (!isGuessed) return []
  return [{ pointer, code: 'too-common', expected: 'a password that is not among the first that others try' }]
}
