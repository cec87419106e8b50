import { metadata, text } from '@tyck/shared/contract/vocabulary'
import { compactVerify } from 'jose'
import { z } from 'zod'
import { normaliseText } from '../recording/normaliseText.ts'

/** What a site's server says of a respondent, with its signature checked. */
export interface Identity {
  /** The respondent: 1 to 128 characters. */
  sub: string
  /** Until when it vouches for what the respondent does, in seconds since 1970. */
  exp: number
  /** What the server knows of the showing; it stands above what the page says. */
  metadata?: z.output<typeof metadata> | undefined
}

/** The longest that an identity may last, in seconds. */
const maxLifetime = 3_600
/** How far ahead a site's clock may be, in seconds. */
const leeway = 60

/** Seconds since 1970 (RFC 7519). Others than these are of no consequence. */
const claims = z.object({
  sub: text(1, 128),
  aud: z.union([z.string(), z.array(z.string())]),
  iat: z.number(),
  exp: z.number(),
  nbf: z.number().optional(),
  metadata: metadata.optional(),
})

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * The identity that a JWT carries; null where it is none of this project's: not signed with HS256 and one of
 * `secrets`, for another audience, longer than an hour, or not begun. Whether it has ended is for the caller to see,
 * for what the respondent did may be older than its arrival here.
 * @param audiences the project's publishable keys
 * @param now milliseconds since 1970
 */
export async function verifyIdentity(
  token: string,
  { secrets, audiences, now }: { secrets: readonly Uint8Array[]; audiences: readonly string[]; now: number },
): Promise<Identity | null> {
  for (const secret of secrets) {
    const payload = await payloadOf(token, secret)
    if (payload !== null) return judge(payload, audiences, now / 1_000)
  }
  return null
}

/** What is signed, where it is signed with `secret`. */
async function payloadOf(token: string, secret: Uint8Array): Promise<Uint8Array | null> {
  try {
    return (await compactVerify(token, secret, { algorithms: ['HS256'] })).payload
  } catch {
    return null
  }
}

function judge(payload: Uint8Array, audiences: readonly string[], now: number): Identity | null {
  const { success, data } = claims.safeParse(parseJson(payload))
  if (!success) return null
  const { aud, iat, exp, nbf = iat, metadata } = data
  const sub = normaliseText(data.sub)
  const isOurs = [aud].flat().some(each => audiences.includes(each))
  const isShort = exp > iat && exp - iat <= maxLifetime
  const hasBegun = iat <= now + leeway && nbf <= now + leeway
  return isOurs && isShort && hasBegun && sub !== '' ? { sub, exp, metadata } : null
}

function parseJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(payload))
  } catch {
    return null
  }
}
