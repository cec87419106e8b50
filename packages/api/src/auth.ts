import { type Role, roles } from '@tyck/shared/admin/accounts'
import type { FastifyRequest } from 'fastify'
import type { Config } from './config.ts'
import type { Context } from './context.ts'
import type { SignedIn } from './domain/accounts/sessions.ts'
import { auditEntryOf } from './domain/keeping/auditEntryOf.ts'
import { hashSecretKey } from './domain/keys/makeKey.ts'
import { ProblemError, problem } from './errors.ts'
import { neededFor } from './http/adminRoute.ts'
import { authenticateSession, findSignedIn, requireOwnOrigin } from './session.ts'
import { insertAuditEntryOnce } from './store/auditLog.ts'
import { findRole } from './store/memberships.ts'
import {
  findProject,
  findProjectByPublishableKey,
  findProjectBySecretKeyHash,
  type Project,
} from './store/projects.ts'
import { noteKeyUse } from './store/secretKeys.ts'

/** The demo project's keys, the same everywhere; the secret one opens only what `isLocal` allows. */
export const demoKeys = { publishable: 'pk_demo', secret: 'sk_demo' }

/**
 * Whether a publishable key may open a project here: it has the form of one, and the demo's counts only where the demo
 * is on. A demo that was made before it was turned off stays in the database, and everybody knows its key.
 */
export function mayOpen({ demo }: Config, publishableKey: string): boolean {
  return /^pk_[A-Za-z0-9_-]+$/.test(publishableKey) && (demo || publishableKey !== demoKeys.publishable)
}

/** Who brought a secret key, or is signed in. */
export interface Authenticated {
  project: Project
  /** Which of the project's keys it was; null for the demo's, which is the same everywhere, and for people. */
  keyId: string | null
  /** Who is signed in; null where a key was brought. */
  account: SignedIn | null
}

const authenticated = new WeakMap<FastifyRequest, Authenticated>()

/**
 * An `onRequest` hook that lets in only who brings a project's secret key as Bearer, or a session and the name of a
 * project in which they have the role that the route asks for; `projectOf` then tells the project. It runs before the
 * body is read, so that a stranger learns nothing from it.
 */
export function requireProject(context: Context) {
  return async (request: FastifyRequest): Promise<void> => {
    const { needed, takesSecretKey } = neededFor(request.routeOptions.schema, request.routeOptions.url ?? '')
    const byKey = secretKeyOf(request) !== null
    const who = byKey
      ? await authenticate(context, request)
      : await bySession(context, request, needed as Role)
    if (byKey && !takesSecretKey)
      throw problem('forbidden', 'This takes somebody who is signed in, not a key')
    authenticated.set(request, who)
  }
}

/**
 * The project that `Tyck-Project` names, for who is signed in.
 * @throws 401 for nobody, 403 for a page elsewhere or too low a role, 404 for what is no project of theirs
 */
async function bySession(context: Context, request: FastifyRequest, needed: Role): Promise<Authenticated> {
  const account = await findSignedIn(context, request)
  if (!account) throw unauthorized()
  requireOwnOrigin(context.config, request)
  const id = request.headers['tyck-project']
  if (typeof id !== 'string') {
    throw problem('validation-failed', 'Name the project: Tyck-Project, with an id of GET /v1/session')
  }
  const role = uuid.test(id) ? await findRole(context.db, id, account.id) : undefined
  const project = role && (await findProject(context.db, id))
  if (!role || !project) throw problem('not-found', 'You are a member of no such project')
  if (roles.indexOf(role) < roles.indexOf(needed)) {
    throw problem('forbidden', `This takes the role ${needed}; an owner of the project can give it to you`)
  }
  return { project, keyId: null, account }
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

const signedIn = new WeakMap<FastifyRequest, SignedIn>()

/**
 * An `onRequest` hook for what is of no project: lets in who is signed in, or anybody where the route asks for nothing;
 * `signedInOf` then tells who. What changes something comes from the console itself.
 */
export function requireAccount(context: Context) {
  return async (request: FastifyRequest): Promise<void> => {
    const { schema, url = '' } = request.routeOptions
    if (neededFor(schema, url).needed === 'nothing') requireOwnOrigin(context.config, request)
    else signedIn.set(request, await authenticateSession(context, request))
  }
}

/** Whom `requireAccount` let in. */
export function signedInOf(request: FastifyRequest): SignedIn {
  const found = signedIn.get(request)
  if (!found) throw new Error('The route has no requireAccount')
  return found
}

/** The project that `requireProject` let in. */
export const projectOf = (request: FastifyRequest): Project => authenticatedOf(request).project

/** The same with who asks. */
export function authenticatedOf(request: FastifyRequest): Authenticated {
  const found = authenticated.get(request)
  if (!found) throw new Error('The route has no requireProject')
  return found
}

/**
 * The project whose secret key `request` brings as `Authorization: Bearer sk_…`.
 * @throws 401 the same for no key, another kind of key, and an unknown or revoked one; 403 with an Origin, for a
 *   secret key that has been in a page is no longer secret; 429 after many wrong ones from one address
 */
export async function authenticate(context: Context, request: FastifyRequest): Promise<Authenticated> {
  const key = secretKeyOf(request)
  if (key === null) throw unauthorized()
  if (request.headers.origin !== undefined) {
    request.log.warn('a secret key was used from a browser')
    await noteUseInBrowser(context, request, key)
    throw problem(
      'secret-key-in-browser',
      'A secret key must not be used from a page: revoke it and make a new one, for it may have been read there',
    )
  }
  const found = await findByKey(context, request, key)
  if (!found) throw unauthorized()
  const { lastUsedAt, ...who } = found
  await noteUse(context, request, who, lastUsedAt)
  return who
}

/** How exactly it is known when a key was used, in milliseconds: a busy server's costs one write in that time. */
const useMs = 3_600_000

/** What is asked for does not depend on it. */
async function noteUse(
  { db, clock }: Context,
  { log }: FastifyRequest,
  { project, keyId }: Authenticated,
  lastUsedAt: Date | null,
): Promise<void> {
  const now = clock()
  if (keyId === null || (lastUsedAt !== null && now - lastUsedAt.getTime() < useMs)) return
  await noteKeyUse(db, project.id, keyId, new Date(now)).catch(err =>
    log.warn({ err }, 'the use of a secret key could not be noted'),
  )
}

/** Who a key stands for, and when it was used last. */
type Found = Authenticated & { lastUsedAt: Date | null }

async function findByKey(context: Context, request: FastifyRequest, key: string): Promise<Found | undefined> {
  const giveBack = context.rates.takeForCredential(request)
  const found = await lookUp(context, request, key).catch(error => {
    giveBack()
    throw error
  })
  if (found) giveBack()
  return found
}

async function lookUp(context: Context, request: FastifyRequest, key: string): Promise<Found | undefined> {
  if (key === demoKeys.secret) {
    const project = await findDemoProject(context, request)
    return project && { project, keyId: null, lastUsedAt: null, account: null }
  }
  const found = await findProjectBySecretKeyHash(context.db, hashSecretKey(key), new Date(context.clock()))
  if (!found) return undefined
  const { keyId, lastUsedAt, ...project } = found
  return { project, keyId, lastUsedAt, account: null }
}

/** How long the refusals of one key are noted once, in milliseconds. */
const quietMs = 60_000

/** So that whoever owns the key learns of it. The refusal doesn't depend on it, unless there are too many. */
async function noteUseInBrowser(context: Context, request: FastifyRequest, key: string): Promise<void> {
  try {
    const found = await findByKey(context, request, key)
    if (!found) return
    const { method, headers } = request
    const { origin = '' } = headers
    const target = URL.canParse(origin) ? new URL(origin).origin.slice(0, 300) : null
    const now = context.clock()
    const entry = auditEntryOf(found, { method, operation: 'secret-key-in-browser', target }, now)
    await insertAuditEntryOnce(context.db, entry, new Date(now - quietMs))
  } catch (err) {
    if (err instanceof ProblemError) throw err
    request.log.error({ err }, 'the use of a secret key from a browser could not be noted')
  }
}

/** The secret key in the Authorization header; null where there is none. */
export function secretKeyOf(request: FastifyRequest): string | null {
  const match = /^Bearer +(sk_[A-Za-z0-9_-]{1,120})$/i.exec(request.headers.authorization ?? '')
  return match?.[1] ?? null
}

function unauthorized() {
  return problem('unauthorized', 'Sign in, or send a valid secret key as "Authorization: Bearer sk_…"')
}

async function findDemoProject(
  { config, db, clock }: Context,
  request: FastifyRequest,
): Promise<Project | undefined> {
  if (!config.demo || !isLocal(request)) return undefined
  return findProjectByPublishableKey(db, demoKeys.publishable, new Date(clock()))
}

/** What proxies and networks in front of a service add. */
const forwardingHeader =
  /^(?:x-forwarded|forwarded$|via$|x-real-ip|x-client-ip|true-client-ip|cf-|cdn-loop|fly-|fastly-|x-envoy-)/

/**
 * Whether the request comes from this machine and was meant for it. The Host rules out a page elsewhere whose
 * name points here (DNS rebinding), the headers rule out a proxy here that lets in the world.
 */
export function isLocal({ raw, headers }: FastifyRequest): boolean {
  const address = raw.socket.remoteAddress ?? ''
  return (
    /^(?:::ffff:)?127\.|^::1$/.test(address) &&
    /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/i.test(headers.host ?? '') &&
    // Proxies that add nothing at all mostly speak HTTP/1.0 to what is behind them.
    raw.httpVersion !== '1.0' &&
    !Object.keys(headers).some(header => forwardingHeader.test(header))
  )
}
