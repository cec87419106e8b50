import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { AddressNotAllowed, hostOf, isAddress, type Reach } from './reach.ts'

/** What came back, as far as it is read. */
export interface PostReply {
  status: number
  /** What Retry-After asks for, in milliseconds. */
  retryAfterMs: number | undefined
}

/** Nothing came back; `code` says why, in one of a few words. */
export interface PostFailure {
  code: string
}

/**
 * Posts `body` to an address, over a connection of its own, to an address that is checked as it connects. It follows no
 * redirect, and is over with the reply's headers: nobody has to say more than that they have it, and who goes on
 * slowly holds up nobody.
 * @param signal aborts it
 * @param now milliseconds since 1970, for a Retry-After that names a date
 */
export function post(
  url: URL,
  { headers, body }: { headers: Record<string, string>; body: string },
  { reach, signal, now }: { reach: Reach; signal: AbortSignal; now: number },
): Promise<PostReply | PostFailure> {
  const host = hostOf(url)
  return new Promise(resolve => {
    // A literal address is resolved by nobody.
    if (isAddress(host) && !reach.isAllowed(url, host)) return resolve({ code: 'address-not-allowed' })
    if (signal.aborted) return resolve({ code: 'timeout' })
    const send = url.protocol === 'https:' ? requestHttps : requestHttp
    const request = send(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': `${Buffer.byteLength(body)}` },
      lookup: reach.lookupFor(url),
      // No connection is kept: the next one is checked anew.
      agent: false,
      maxHeaderSize: 16_384,
    })
    const stop = () => void request.destroy()
    signal.addEventListener('abort', stop, { once: true })

    function settle(outcome: PostReply | PostFailure) {
      signal.removeEventListener('abort', stop)
      request.destroy()
      resolve(outcome)
    }
    const fail = (code: string) => settle({ code: signal.aborted ? 'timeout' : code })
    // Also after it is settled: what is cut off may say so.
    request.on('error', error => fail(failureOf(error)))
    request.on('close', () => fail('connection-closed'))
    request.on('response', ({ statusCode = 0, headers }) =>
      settle({ status: statusCode, retryAfterMs: retryAfterMs(headers['retry-after'], now) }),
    )
    request.end(body)
  })
}

/** Retry-After in milliseconds from `now`; undefined where it says nothing. It names seconds or a date. */
function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  const text = header.trim()
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now
  return Number.isFinite(ms) && ms > 0 ? ms : undefined
}

/** Why a connection came to nothing, in one of a few words. */
export function failureOf(error: NodeJS.ErrnoException): string {
  if (error instanceof AddressNotAllowed) return 'address-not-allowed'
  return (
    codes[error.code ?? ''] ??
    (/^ERR_(?:TLS|SSL)|CERT|SIGNED|ISSUER/.test(error.code ?? '') ? 'tls' : 'network')
  )
}

const codes: Record<string, string> = {
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-closed',
  EPIPE: 'connection-closed',
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timeout',
  HPE_INVALID_CONSTANT: 'no-http',
  HPE_HEADER_OVERFLOW: 'no-http',
}
