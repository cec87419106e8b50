import { createHmac, randomBytes } from 'node:crypto'

/** A secret as its owner gets it: https://github.com/standard-webhooks/standard-webhooks */
export const makeSigningSecret = () => `whsec_${randomBytes(32).toString('base64')}`

/**
 * The value of `webhook-signature`: one signature for each secret, so that a receiver can check it with any of them.
 * @param seconds since 1970, as `webhook-timestamp` has them
 */
export function signatureOf(secrets: readonly string[], id: string, seconds: number, body: string): string {
  return secrets
    .map(secret => {
      const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
      return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`
    })
    .join(' ')
}
