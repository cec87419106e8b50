import { STATUS_CODES } from 'node:http'
import type { FieldError, Problem, ProblemCode } from '@tyck/shared/problem'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { TooManyPasswords } from './domain/accounts/passwords.ts'
import { mostFaults } from './domain/faults/mostFaults.ts'
import { createRefusalLog } from './refusalLog.ts'
import { DatabaseUnavailable, TooManyQueries } from './store/unavailable.ts'

interface ProblemOptions {
  errors?: FieldError[]
  /** When to try again. 429 and 503 always say so, after 5 seconds unless this is given. */
  retryAfterSeconds?: number
  headers?: Record<string, string>
}

interface Kind {
  status: number
  retryable: boolean
}

const kinds: Record<ProblemCode, Kind> = {
  'malformed-body': { status: 400, retryable: false },
  'malformed-request': { status: 400, retryable: false },
  'validation-failed': { status: 400, retryable: false },
  unauthorized: { status: 401, retryable: false },
  'wrong-password': { status: 403, retryable: false },
  forbidden: { status: 403, retryable: false },
  'origin-not-allowed': { status: 403, retryable: false },
  'secret-key-in-browser': { status: 403, retryable: false },
  'not-found': { status: 404, retryable: false },
  'method-not-allowed': { status: 405, retryable: false },
  'request-timeout': { status: 408, retryable: true },
  'last-key': { status: 409, retryable: false },
  'key-replaced': { status: 409, retryable: false },
  'touchpoint-archived': { status: 409, retryable: false },
  'changed-elsewhere': { status: 409, retryable: false },
  'too-many-keys': { status: 409, retryable: false },
  'last-owner': { status: 409, retryable: false },
  'already-member': { status: 409, retryable: false },
  'too-many-invitations': { status: 409, retryable: false },
  'link-expired': { status: 410, retryable: false },
  'cursor-expired': { status: 410, retryable: false },
  'too-many-tags': { status: 409, retryable: false },
  'too-many-destinations': { status: 409, retryable: false },
  'too-many-secrets': { status: 409, retryable: false },
  'conflict-version': { status: 412, retryable: false },
  'payload-too-large': { status: 413, retryable: false },
  'unsupported-media-type': { status: 415, retryable: false },
  'query-too-broad': { status: 422, retryable: false },
  'too-many-requests': { status: 429, retryable: true },
  'headers-too-large': { status: 431, retryable: false },
  'internal-error': { status: 500, retryable: true },
  overloaded: { status: 503, retryable: true },
  'database-unavailable': { status: 503, retryable: true },
  'shutting-down': { status: 503, retryable: true },
}

/** The HTTP status that goes with a code, always. */
export const statusOf = (code: ProblemCode): number => kinds[code].status

/** An error as it is told to the caller. `detail` is for people, and never repeats what the caller sent. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly options: ProblemOptions

  constructor(code: ProblemCode, detail: string, options: ProblemOptions) {
    super(detail)
    this.name = 'ProblemError'
    this.code = code
    this.status = kinds[code].status
    this.options = options
  }
}

/** Makes the error to throw: `throw problem('not-found', 'There is no such touchpoint')`. */
export function problem(code: ProblemCode, detail: string, options: ProblemOptions = {}): ProblemError {
  return new ProblemError(code, detail, options)
}

const maxBytes = 2_048

/** The body of `error`: problem+json of at most 2 KiB, with at most 10 fields at fault. */
export function problemBody(error: ProblemError, requestId: string): string {
  const { status, retryable } = kinds[error.code]
  const body: Problem = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: error.message,
    instance: `urn:uuid:${requestId}`,
    code: error.code,
    retryable,
  }
  const errors = error.options.errors?.slice(0, mostFaults) ?? []
  for (; errors.length > 0; errors.pop()) {
    const text = JSON.stringify({ ...body, errors })
    if (Buffer.byteLength(text) <= maxBytes) return text
  }
  return JSON.stringify(body)
}

/** The headers of `error`. A page must be able to read it, or the browser reports a network failure instead. */
export function problemHeaders(error: ProblemError): Record<string, string> {
  const { retryAfterSeconds = 5, headers } = error.options
  return {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    ...publicHeaders,
    ...(error.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    ...(error.status === 429 || error.status === 503 ? { 'retry-after': String(retryAfterSeconds) } : {}),
    ...headers,
  }
}

/** What lets any page read a reply. Always `*`: an echoed origin would need `Vary: Origin`, which ruins a CDN. */
export const publicHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Retry-After, ETag',
}

/**
 * Fastify's error handler and `frameworkErrors`, one for each service: whatever was thrown leaves as one shape.
 * @param onRefused hears of each by its code
 */
export function createErrorHandler(onRefused: (code: ProblemCode) => void) {
  const noteUnavailable = createRefusalLog('error')
  const noteTooMany = createRefusalLog('warn')
  return (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const told = toProblem(error)
    onRefused(told.code)
    if (told.status === 503) noteUnavailable(request.server.log, error)
    else if (told.status === 429) noteTooMany(request.server.log, error)
    else if (told.status >= 500) {
      request.log.error({ err: error, code: told.code }, 'request failed')
    }
    // A string, so that no route's response schema gets to see it.
    return reply.code(told.status).headers(problemHeaders(told)).send(problemBody(told, request.id))
  }
}

function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof TooManyQueries) {
    return problem('overloaded', 'Too many queries wait for the database right now; try again')
  }
  if (error instanceof DatabaseUnavailable) {
    return problem('database-unavailable', 'The database cannot be reached right now; try again')
  }
  if (error instanceof TooManyPasswords) return problem('overloaded', 'Too many sign in right now; try again')
  const { code, statusCode } = error as Partial<FastifyError>
  const known = code === undefined ? undefined : fastifyErrors[code]
  if (known) return problem(...known)
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return problem('malformed-request', 'The request cannot be understood')
  }
  return problem('internal-error', 'Something went wrong here; the log has it under this request id')
}

// https://fastify.dev/docs/latest/Reference/Errors/
const fastifyErrors: Record<string, [ProblemCode, string]> = {
  FST_ERR_BAD_URL: ['malformed-request', 'The address is not well formed'],
  FST_ERR_MAX_PARAM_LENGTH: ['not-found', 'There is nothing at this address'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['payload-too-large', 'The body is larger than is taken here'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported-media-type', 'The content type is not taken here'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['malformed-request', 'The body is not as long as its content-length'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['malformed-body', 'The body is empty'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['malformed-body', 'The body is not JSON'],
  FST_ERR_HANDLER_TIMEOUT: ['overloaded', 'The request took too long here; try again'],
}
