import type { FieldError, Problem, ProblemCode } from '@tyck/shared/problem'

/** What kept a request from being answered: the service's own problem, or that there was no answer at all. */
export class RequestFailed extends Error {
  /** The status of the reply; 0 where none came. */
  readonly status: number
  /** The service's code; `unreachable` where no reply came, `unexpected` where it was not the service's. */
  readonly code: ProblemCode | 'unreachable' | 'unexpected'
  /** Whether the same request may succeed later. */
  readonly retryable: boolean
  /** How long to wait before it, in seconds, where the service says so. */
  readonly retryAfterSeconds: number | undefined
  /** The fields at fault. */
  readonly errors: readonly FieldError[]

  constructor(status: number, problem: Partial<Problem> | undefined, retryAfterSeconds?: number) {
    super(problem?.detail ?? '')
    this.status = status
    this.code = problem?.code ?? (status === 0 ? 'unreachable' : 'unexpected')
    this.retryable = problem?.retryable ?? (status === 0 || status >= 500)
    this.retryAfterSeconds = retryAfterSeconds
    this.errors = problem?.errors ?? []
  }
}

/** Whatever was thrown, as a failed request; a mistake of our own shows as `unexpected`. */
export function failureOf(thrown: unknown): RequestFailed {
  if (thrown instanceof RequestFailed) return thrown
  console.error(thrown)
  return new RequestFailed(500, undefined)
}
