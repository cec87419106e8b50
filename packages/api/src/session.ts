import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from './config.ts'
import type { Context } from './context.ts'
import { readSession, type SignedIn, sessionMs } from './domain/accounts/sessions.ts'
import { problem } from './errors.ts'

type Where = Pick<Config, 'publicUrl'>

/** Whether browsers reach us over https: then nothing that came another way may set the cookie (`__Host-`). */
const isSecure = ({ publicUrl }: Where, { protocol }: FastifyRequest) =>
  publicUrl === null ? protocol === 'https' : publicUrl.startsWith('https:')

const cookieName = (config: Where, request: FastifyRequest) =>
  isSecure(config, request) ? '__Host-tyck_session' : 'tyck_session'

/** The session's token that `request` brings; null where it has none. */
export function sessionTokenOf(config: Where, request: FastifyRequest): string | null {
  const name = cookieName(config, request)
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || null
  }
  return null
}

/** Hands a session's token to the browser, or takes it back (null). */
export function setSessionCookie(
  config: Where,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string | null,
): void {
  const seconds = token === null ? 0 : sessionMs.absolute / 1_000
  const secure = isSecure(config, request) ? '; Secure' : ''
  reply.header(
    'set-cookie',
    `${cookieName(config, request)}=${token ?? ''}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`,
  )
}

/** The origin that the console has for who sent `request`; links begin with it. */
export function ownOrigin(config: Where, request: FastifyRequest): string {
  return config.publicUrl ?? `${request.protocol}://${request.host}`
}

/**
 * Lets a change through only where the console itself asks for it: a browser sends the cookie with requests that other
 * sites make, and never lies about the origin.
 * @throws 403 for another origin, or for what a form can send
 */
export function requireOwnOrigin(config: Where, request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const { origin, host, 'sec-fetch-site': site = 'same-origin', 'content-type': type = '' } = request.headers
  // Also as it was called: through a tunnel, say, beside the public address.
  const isOwn = origin === config.publicUrl || origin === `${request.protocol}://${request.host ?? host}`
  if (origin === undefined || !isOwn || site !== 'same-origin') {
    throw problem(
      'origin-not-allowed',
      'What is signed in by a cookie is changed from the console only. If this is the console, TYCK_PUBLIC_URL must ' +
        'be its address, as the browser has it',
    )
  }
  if (!/^application\/json\s*(?:;|$)/i.test(type)) {
    throw problem(
      'origin-not-allowed',
      'With a cookie, send Content-Type: application/json, also without a body',
    )
  }
}

/**
 * Who is signed in by the cookie of `request`.
 * @throws 401 the same for no session, an unknown one and one that is over; 403 as `requireOwnOrigin`
 */
export async function authenticateSession(context: Context, request: FastifyRequest): Promise<SignedIn> {
  const account = await findSignedIn(context, request)
  if (!account) throw problem('unauthorized', 'Nobody is signed in')
  requireOwnOrigin(context.config, request)
  return account
}

/** The same without a word about it. @throws 429 after many wrong ones from one address */
export async function findSignedIn(context: Context, request: FastifyRequest): Promise<SignedIn | null> {
  const { config, db, clock, rates } = context
  const token = sessionTokenOf(config, request)
  // Ours have 43 characters.
  if (token === null || token.length > 100) return null
  const giveBack = rates.takeForCredential(request)
  const found = await readSession(db, token, clock()).catch(error => {
    giveBack()
    throw error
  })
  if (found) giveBack()
  return found
}
