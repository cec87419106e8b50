import type { FastifyBaseLogger, FastifyRequest } from 'fastify'
import type { Config } from './config.ts'
import { createAddressNames } from './domain/recording/addressNames.ts'
import { createTokenBuckets, type Rate } from './domain/recording/tokenBuckets.ts'
import { problem } from './errors.ts'

/**
 * What each caller may cost in a second. A token is a request, or a response where a request brings several. All of
 * them throw 429 where there are too few tokens, and take none then.
 */
export interface RateLimits {
  /** Takes tokens of the address that `request` came from. */
  takeOfAddress(request: FastifyRequest, tokens?: number): void
  /**
   * Takes a token of the address for a secret key, or what else lets somebody in, that has to be looked for, so that
   * nobody makes the database look for many. Call what it returns where it opens something: only wrong ones count.
   */
  takeForCredential(request: FastifyRequest): () => void
  /**
   * Takes a token of the address and one of the account for a password that has to be compared, whether there is such
   * an account or not. Call what it returns where it is right: only wrong ones count. These have no `off`.
   * @param account its e-mail address, as `emailKey` has it
   */
  takeForPassword(request: FastifyRequest, account: string): () => void
  /** Takes tokens of a project. */
  takeOfProject(projectId: string, tokens: number): void
}

/** Which limit refused. */
export type Limit = 'address' | 'project' | 'secret-key' | 'password'

/** Buckets that are kept; each takes about 250 bytes. */
const mostAddresses = 100_000
const mostGuessers = 10_000
const mostProjects = 10_000
const mostAccounts = 10_000

/** Wrong passwords: more than one forgets, and too few to guess. */
const passwordsPerAddress: Rate = { perSecond: 1 / 60, burst: 20 }
/** More than one address may try, so that it alone can keep nobody out of their account. */
const passwordsPerAccount: Rate = { perSecond: 1 / 20, burst: 100 }

export function createRateLimits(
  { rates }: Pick<Config, 'rates'>,
  clock: () => number,
  log: Pick<FastifyBaseLogger, 'warn'>,
  onRefused: (limit: Limit) => void,
): RateLimits {
  const { perAddress, perProject } = rates
  const addresses = perAddress && createTokenBuckets(perAddress, mostAddresses, clock)
  const guesses = perAddress && createTokenBuckets(perAddress, mostGuessers, clock)
  const projects = perProject && createTokenBuckets(perProject, mostProjects, clock)
  const passwords = createTokenBuckets(passwordsPerAddress, mostGuessers, clock)
  const accounts = createTokenBuckets(passwordsPerAccount, mostAccounts, clock)
  const names = createAddressNames(clock, () => {
    addresses?.forget()
    guesses?.forget()
    passwords.forget()
  })

  /** By the address that the nearest proxy that isn't ours saw; what a caller claims itself counts for nothing. */
  function nameOf(request: FastifyRequest): string {
    return names.nameOf(request.ip) ?? names.nameOf(request.raw.socket.remoteAddress ?? '') ?? ''
  }

  let hasHinted = false
  /** All the world has one address where it comes through a proxy that we were not told of. */
  function hintAtProxy({ headers, ip, raw }: FastifyRequest) {
    if (hasHinted || headers['x-forwarded-for'] === undefined || ip !== raw.socket.remoteAddress) return
    hasHinted = true
    log.warn(
      'requests that are refused by their address have X-Forwarded-For: if a proxy of yours adds it, name it in ' +
        'TYCK_TRUSTED_PROXIES',
    )
  }

  function refuse(limit: Limit, waitMs: number, detail: string): never {
    onRefused(limit)
    throw problem('too-many-requests', detail, { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)) })
  }

  return {
    takeOfAddress(request, tokens = 1) {
      const waitMs = addresses?.take(nameOf(request), tokens) ?? 0
      if (waitMs === 0) return
      hintAtProxy(request)
      refuse('address', waitMs, 'Too much comes from this address; try again later')
    },

    takeForCredential(request) {
      if (!guesses) return () => {}
      const name = nameOf(request)
      const waitMs = guesses.take(name, 1)
      if (waitMs === 0) return () => guesses.giveBack(name, 1)
      refuse('secret-key', waitMs, 'Too much from this address opens nothing; try again later')
    },

    takeForPassword(request, account) {
      const name = nameOf(request)
      const ofAddress = passwords.take(name, 1)
      const ofAccount = ofAddress > 0 ? 0 : accounts.take(account, 1)
      if (ofAccount > 0) passwords.giveBack(name, 1)
      const waitMs = Math.max(ofAddress, ofAccount)
      if (waitMs > 0) refuse('password', waitMs, 'Too many passwords were wrong; try again later')
      return () => {
        passwords.giveBack(name, 1)
        accounts.giveBack(account, 1)
      }
    },

    takeOfProject(projectId, tokens) {
      const waitMs = projects?.take(projectId, tokens) ?? 0
      if (waitMs > 0) refuse('project', waitMs, 'Too much comes for this project; try again later')
    },
  }
}
