import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

/** A respondent of a project as an erasure remembers them, in base64: nobody without the secret can tell who it was. */
export type HashRespondent = (projectId: string, respondent: string) => string

/**
 * HMAC-SHA-256 under a key that is derived from `secret` (TYCK_SECRET). Under another secret, earlier erasures are not
 * found any more.
 * @throws where there is no secret, when it is first used
 */
export function createHashRespondent(secret: string | null): HashRespondent {
  let derived: KeyObject | undefined

  function key(): KeyObject {
    if (secret === null) throw new Error('There is no secret to hash respondents with')
    derived ??= createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'tyck: erased respondents', 32)))
    return derived
  }

  return (projectId, respondent) =>
    createHmac('sha256', key()).update(`${projectId}/${respondent}`).digest('base64')
}
