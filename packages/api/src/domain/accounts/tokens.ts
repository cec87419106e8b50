import { createHash, randomBytes } from 'node:crypto'

/** What lets its bearer in: 256 random bits, so that a plain hash is enough to keep of it. */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashToken(token) }
}

/** What is kept of a token. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

const dayMs = 86_400_000
/** How long a link lets somebody in, in milliseconds. What it opens is the larger, the shorter. */
export const linkMs = { setup: 7 * dayMs, invitation: 7 * dayMs, reset: dayMs }
