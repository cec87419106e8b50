import type { FastifyRequest } from 'fastify'
import type { Config } from './config.ts'
import type { Context } from './context.ts'
import { hashSecretKey } from './domain/createProject.ts'
import { problem } from './errors.ts'
import { findProjectByPublishableKey, findProjectBySecretKeyHash, type Project } from './store/projects.ts'

/** The demo project's keys, the same everywhere; the secret one opens only what `isLocal` allows. */
export const demoKeys = { publishable: 'pk_demo', secret: 'sk_demo' }

/**
 * Whether a publishable key may open a project here: it has the form of one, and the demo's counts only where the demo
 * is on. A demo that was made before it was turned off stays in the database, and everybody knows its key.
 */
export function mayOpen({ demo }: Config, publishableKey: string): boolean {
  return /^pk_[A-Za-z0-9_-]+$/.test(publishableKey) && (demo || publishableKey !== demoKeys.publishable)
}

const authenticated = new WeakMap<FastifyRequest, Project>()

/**
 * An `onRequest` hook that lets in only who brings a project's secret key as Bearer; `projectOf` then tells the
 * project. It runs before the body is read, so that a stranger learns nothing from it.
 */
export function requireProject(context: Context) {
  return async (request: FastifyRequest): Promise<void> => {
    authenticated.set(request, await authenticate(context, request))
  }
}

/** The project that `requireProject` let in. */
export function projectOf(request: FastifyRequest): Project {
  const project = authenticated.get(request)
  if (!project) throw new Error('The route has no requireProject')
  return project
}

/**
 * The project whose secret key `request` brings as `Authorization: Bearer sk_…`.
 * @throws 401 the same for no key, another kind of key, and an unknown or revoked one; 403 with an Origin, for a
 *   secret key that has been in a page is no longer secret; 429 after many wrong ones from one address
 */
export async function authenticate(context: Context, request: FastifyRequest): Promise<Project> {
  const key = secretKeyOf(request)
  if (key === null) throw unauthorized()
  if (request.headers.origin !== undefined) {
    request.log.warn('a secret key was used from a browser')
    throw problem(
      'secret-key-in-browser',
      'A secret key must not be used from a page: revoke it and make a new one, for it may have been read there',
    )
  }
  const giveBack = context.rates.takeForSecretKey(request)
  const project = await findProject(context, request, key).catch(error => {
    giveBack()
    throw error
  })
  if (!project) throw unauthorized()
  giveBack()
  return project
}

async function findProject(context: Context, request: FastifyRequest, key: string) {
  if (key === demoKeys.secret) return findDemoProject(context, request)
  return findProjectBySecretKeyHash(context.db, hashSecretKey(key))
}

/** The secret key in the Authorization header; null where there is none. */
export function secretKeyOf(request: FastifyRequest): string | null {
  const match = /^Bearer +(sk_[A-Za-z0-9_-]{1,120})$/i.exec(request.headers.authorization ?? '')
  return match?.[1] ?? null
}

function unauthorized() {
  return problem('unauthorized', 'Send a valid secret key as "Authorization: Bearer sk_…"')
}

async function findDemoProject(
  { config, db }: Context,
  request: FastifyRequest,
): Promise<Project | undefined> {
  return config.demo && isLocal(request) ? findProjectByPublishableKey(db, demoKeys.publishable) : undefined
}

/** What proxies and networks in front of a service add. */
const forwardingHeader =
  /^(?:x-forwarded|forwarded$|via$|x-real-ip|x-client-ip|true-client-ip|cf-|cdn-loop|fly-|fastly-|x-envoy-)/

/**
 * Whether the request comes from this machine and was meant for it. The Host rules out a page elsewhere whose
 * name points here (DNS rebinding), the headers rule out a proxy here that lets in the world.
 */
function isLocal({ raw, headers }: FastifyRequest): boolean {
  const address = raw.socket.remoteAddress ?? ''
  return (
    /^(?:::ffff:)?127\.|^::1$/.test(address) &&
    /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/i.test(headers.host ?? '') &&
    // Proxies that add nothing at all mostly speak HTTP/1.0 to what is behind them.
    raw.httpVersion !== '1.0' &&
    !Object.keys(headers).some(header => forwardingHeader.test(header))
  )
}
