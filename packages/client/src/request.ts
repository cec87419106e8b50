import type { CallSettings, Method } from './call.ts'
import { failureOf } from './failureOf.ts'
import { TyckError } from './tyckError.ts'

/** Where the service is, and how long one attempt may take. */
export interface Service {
  /** Without a slash at its end. */
  url: string
  secretKey: string
  /** Until the reply is there, in milliseconds. */
  timeoutMs: number
}

export interface Asked extends CallSettings {
  method: Method
  /** As documented, `/v1/touchpoints/{key}`, with `path` for what stands in braces. */
  route: string
  path?: Record<string, unknown> | undefined
  query?: Record<string, unknown> | undefined
  body?: unknown
}

/** What a call is called in errors: without a value, for some are secret. */
const callOf = ({ method, route }: Asked) => `${method.toUpperCase()} ${route}`

/**
 * One attempt, read whole.
 * @returns undefined for a reply without content @throws {TyckError}
 */
export async function request(service: Service, asked: Asked): Promise<unknown> {
  const inTime = AbortSignal.timeout(service.timeoutMs)
  const reply = await send(service, asked, inTime)
  if (reply.status === 204) return undefined
  const text = await reply.text().catch(error => {
    throw noReply(asked, inTime, error)
  })
  try {
    return JSON.parse(text)
  } catch (cause) {
    // A portal says 200 to everything.
    throw new TyckError(callOf(asked), {
      code: 'unexpected-reply',
      status: reply.status,
      detail: 'What answered is not Tyck: look at the address, and at what stands in between',
      retryable: true,
      cause,
    })
  }
}

/** One attempt whose reply is read by the caller, for as long as they like. @throws {TyckError} */
export async function open(service: Service, asked: Asked): Promise<Response> {
  const tooLate = new AbortController()
  const timer = setTimeout(() => tooLate.abort(), service.timeoutMs)
  try {
    return await send(service, asked, tooLate.signal)
  } finally {
    clearTimeout(timer)
  }
}

async function send(service: Service, asked: Asked, inTime: AbortSignal): Promise<Response> {
  const { method, body, signal, ifMatch, ifNoneMatch } = asked
  const reply = await fetch(service.url + addressOf(asked), {
    method: method.toUpperCase(),
    headers: {
      authorization: `Bearer ${service.secretKey}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch === '*' ? '*' : `"${ifMatch}"` }),
      ...(ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    // Followed, a POST would become a GET, and its reply no acknowledgement of anything.
    redirect: 'manual',
    signal: signal ? AbortSignal.any([signal, inTime]) : inTime,
  }).catch(error => {
    throw noReply(asked, inTime, error)
  })
  if (!reply.ok) throw await failureOf(callOf(asked), reply)
  return reply
}

function noReply(asked: Asked, inTime: AbortSignal, cause: unknown): unknown {
  if (asked.signal?.aborted) return asked.signal.reason
  const detail = inTime.aborted
    ? 'No reply came in time'
    : 'The service cannot be reached: look at the address, and whether it runs'
  return new TyckError(callOf(asked), { code: 'no-reply', status: 0, detail, retryable: true, cause })
}

function addressOf({ route, path = {}, query = {} }: Asked): string {
  const filled = route.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(path[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value))
  }
  return search.size === 0 ? filled : `${filled}?${search}`
}
