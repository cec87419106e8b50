import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { SignJWT } from 'jose'

/** What a site's server says of a respondent; times in seconds since 1970. */
export interface Claims {
  sub?: unknown
  aud?: unknown
  iat?: unknown
  exp?: unknown
  nbf?: unknown
  metadata?: unknown
}

/** A JWT as a site's server makes it. */
export function signIdentity(secret: string, claims: Claims): Promise<string> {
  return new SignJWT({ ...claims } as Record<string, unknown>)
    .setProtectedHeader({ alg: 'HS256' })
    .sign(Buffer.from(secret))
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A JWT with any header, signed or not. */
export function forgeIdentity(header: { alg: string }, claims: Claims, secret?: string): string {
  const signed = `${part(header)}.${part(claims)}`
  const signature =
    secret === undefined
      ? ''
      : createHmac(header.alg === 'HS512' ? 'sha512' : 'sha256', secret)
          .update(signed)
          .digest('base64url')
  return `${signed}.${signature}`
}

/** A JWT that is signed with a key pair, as a server would that takes us for another party. */
export function signWithKeyPair(claims: Claims): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const signed = `${part({ alg: 'RS256' })}.${part(claims)}`
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`
}
