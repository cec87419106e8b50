import type { components } from './paths.ts'
import type { RecordResult } from './record.ts'

type Problem = components['schemas']['Problem']

/**
 * Why a call failed: a code of the service, which never changes its meaning; `no-reply` where none came in time;
 * `unexpected-reply` where something else than the service answered, a proxy or a portal.
 */
export type ErrorCode = Problem['code'] | 'no-reply' | 'unexpected-reply'

/** A field at fault: where (JSON Pointer), what is wrong, and what would be taken. */
export type FieldError = NonNullable<Problem['errors']>[number]

interface Told {
  code: ErrorCode
  /** The HTTP status; 0 where no reply came. */
  status: number
  /** What happened and what to do next, for people. */
  detail: string
  /** Whether the same call may succeed later. */
  retryable: boolean
  /** The fields at fault; none for most errors. */
  errors?: FieldError[] | undefined
  /** The service's log has it under this id. */
  requestId?: string | undefined
  /** How long the service asks to wait, in milliseconds. */
  retryAfterMs?: number | undefined
  cause?: unknown
}

/** What every call throws but for an aborted one, which throws its signal's reason. */
export class TyckError extends Error {
  override readonly name = 'TyckError'
  readonly code: ErrorCode
  /** The HTTP status; 0 where no reply came. */
  readonly status: number
  /** What happened and what to do next, for people. */
  readonly detail: string
  /** Whether the same call may succeed later. */
  readonly retryable: boolean
  /** The fields at fault, each with its JSON Pointer; empty for most errors. */
  readonly errors: readonly FieldError[]
  /** The service's log has it under this id. */
  readonly requestId: string | undefined
  /** How long the service asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined
  /** Of `recordAll`: what became of each response, undefined where nothing acknowledged it. */
  results: readonly (RecordResult | undefined)[] | undefined

  /** @param call for people: `PUT /v1/touchpoints/{key}`. It has no value, for some are secret */
  constructor(call: string, told: Told) {
    super(`${call}: ${told.code}${told.status ? ` (${told.status})` : ''}: ${told.detail}`, {
      cause: told.cause,
    })
    this.code = told.code
    this.status = told.status
    this.detail = told.detail
    this.retryable = told.retryable
    this.errors = told.errors ?? []
    this.requestId = told.requestId
    this.retryAfterMs = told.retryAfterMs
  }
}
