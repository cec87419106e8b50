import { createHash, randomBytes } from 'node:crypto'

/** What lets its bearer in: 256 random bits, so that a plain hash is enough to keep of it. */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashToken(token) }
}

/** What is kept of a token. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()
