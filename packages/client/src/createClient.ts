import type { AnyPathOf, Arguments, CallSettings, Method, PathOf, Reply } from './call.ts'
import { type RecordResult, recordAll } from './record.ts'
import { type Asked, open, request, type Service } from './request.ts'
import type { ResponseState } from './responseState.ts'
import { retry } from './retry.ts'
import type { TyckError } from './tyckError.ts'

export interface Settings {
  /** Where the service is: `https://feedback.example`. */
  url: string
  /** A secret key of the project, `sk_…`. It never belongs in a page. */
  secretKey: string
  /** How long one attempt may take, in milliseconds; default 10,000. */
  timeoutMs?: number
  /** For how long a call is tried again where that is safe, in milliseconds; default 60,000, 0 for never. */
  retryForMs?: number
}

type Call<M extends Method> = <P extends PathOf<M>>(
  path: P,
  ...options: Arguments<M, P>
) => Promise<Reply<M, P>>

/** A project's part of the service. Every call throws `TyckError`. */
export interface Client {
  get: Call<'get'>
  put: Call<'put'>
  post: Call<'post'>
  delete: Call<'delete'>
  /** A reply to read as it comes, for exports: `for await (const chunk of reply.body)`. */
  stream<P extends AnyPathOf<'get'>>(path: P, ...options: Arguments<'get', P>): Promise<Response>
  /** Sends a state of a response until it is acknowledged, or `retryForMs` have passed. */
  record(state: ResponseState, settings?: Pick<CallSettings, 'signal'>): Promise<RecordResult>
  /**
   * The same for many, in posts of up to 20; results come in their order. Where it throws, `results` of the error has
   * those that were acknowledged.
   */
  recordAll(
    states: readonly ResponseState[],
    settings?: Pick<CallSettings, 'signal'>,
  ): Promise<RecordResult[]>
}

/** @throws {TypeError} for an address or a key that cannot be one */
export function createClient({ url, secretKey, timeoutMs = 10_000, retryForMs = 60_000 }: Settings): Client {
  const service: Service = { url: baseOf(url), secretKey: checked(secretKey), timeoutMs }

  const patience = ({ method, signal }: Asked) => ({
    retryForMs,
    signal,
    mayRetry: (error: TyckError) => mayRetry(method, error),
  })

  const callWith =
    <M extends Method>(method: M) =>
    (route: string, options: object = {}) => {
      const asked: Asked = { ...options, method, route }
      return retry(() => request(service, asked), patience(asked))
    }

  const recordMany: Client['recordAll'] = (states, { signal } = {}) =>
    recordAll(states, asked => request(service, { ...asked, signal: signal as AbortSignal }), {
      retryForMs,
      signal,
    })

  return {
    get: callWith('get') as Call<'get'>,
    put: callWith('put') as Call<'put'>,
    post: callWith('post') as Call<'post'>,
    delete: callWith('delete') as Call<'delete'>,
    stream(route: string, options: object = {}) {
      const asked: Asked = { ...options, method: 'get', route }
      return retry(() => open(service, asked), patience(asked))
    },
    async record(state, settings) {
      const [result] = await recordMany([state], settings)
      return result as RecordResult
    },
    recordAll: recordMany,
  }
}

/**
 * Reading again changes nothing. What changes something is sent again only where the service says that it was not let
 * in (429): of anything else nobody knows how far it came. `error.retryable` tells who wants to decide for themselves.
 */
function mayRetry(method: Method, error: TyckError): boolean {
  return method === 'get' ? error.retryable : error.status === 429
}

function baseOf(url: string): string {
  const { protocol, origin, pathname, search, hash } = new URL(url)
  if (!/^https?:$/.test(protocol) || search || hash)
    throw new TypeError('url must be https://… of the service')
  return origin + pathname.replace(/\/+$/, '')
}

function checked(secretKey: string): string {
  if (/^sk_\S+$/.test(secretKey)) return secretKey
  throw new TypeError('secretKey must be a secret key of the project: sk_…')
}
